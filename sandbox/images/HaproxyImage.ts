import { debianLayer, packageVersion } from "./DebianLayer";
import type { ImagePlan } from "./ImageArchive";

/** A stand-in for the official haproxy image with the distribution's haproxy. */
export async function haproxyImage(): Promise<ImagePlan[]> {
  // The official image's user, under another name: the package makes one of that name itself.
  const layer = await debianLayer("haproxy", { packages: ["haproxy"], user: { name: "router", id: 99 }, finish: [] });
  const config = {
    Env: [
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      `HAPROXY_VERSION=${await packageVersion(layer, "haproxy")}`,
    ],
    Cmd: ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"],
    User: "99",
  };
  return [{ tags: ["haproxy:lts"], layers: [layer], config }];
}
