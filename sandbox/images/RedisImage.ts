import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../Paths";
import { debianLayer, packageVersion } from "./DebianLayer";
import type { ImagePlan } from "./ImageArchive";

/** A stand-in for the official redis image with the distribution's redis: same names, user, folder, port and manners. */
export async function redisImage(): Promise<ImagePlan[]> {
  const entrypoint = join(projectRoot, "sandbox/images/redis-entrypoint.sh");
  const layer = await debianLayer("redis", {
    packages: ["redis-server"],
    user: { name: "redis", id: 999 },
    finish: [
      'install -m 755 "$HERE/redis-entrypoint.sh" "$1/usr/local/bin/docker-entrypoint.sh"',
      'chroot "$1" install -d -o redis -g redis /data',
    ],
    inputs: [readFileSync(entrypoint, "utf8")],
  });
  const version = await packageVersion(layer, "redis-server");
  const config = {
    Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", `REDIS_VERSION=${version}`],
    Entrypoint: ["docker-entrypoint.sh"],
    Cmd: ["redis-server"],
    ExposedPorts: { "6379/tcp": {} },
    Volumes: { "/data": {} },
    WorkingDir: "/data",
  };
  return [
    { tags: ["redis:latest", `redis:${version.split(".")[0]}`, `redis:${version}`], layers: [layer], config },
    // The same content as another image, for updates that change the image.
    { tags: ["redis:7-alt"], layers: [layer], config: { ...config, Labels: { "dockwire.variant": "alt" } } },
  ];
}
