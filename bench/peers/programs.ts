import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withFileLock } from "../../sandbox/FileLock.cjs";
import { cacheRoot, projectRoot } from "../../sandbox/Paths";
import { say } from "../../sandbox/Step";
import { fetchUpstream } from "../../sandbox/toolchain/DockerProvider";
import { GoBuild, goBuild } from "../../sandbox/toolchain/GoBuild";

/** The provider as OpenTofu knows it. */
export const PROVIDER_SOURCE = "kreuzwerker/docker";
export const PROVIDER_VERSION = "4.5.0";

/** OpenTofu, and the folder that it finds its Docker provider in. */
export interface OpenTofuPrograms {
  readonly tofu: string;
  readonly mirror: string;
}

const SMALL = ["-ldflags", "-s -w"];

/** Docker Compose, built from its Go module on first use and kept in the user's cache. */
export async function ensureCompose(): Promise<string> {
  const module = peerModule("compose");
  const output = join(cacheFor(module), "docker-compose");
  await ensure({ title: "Docker Compose", module, command: "github.com/docker/compose/v2/cmd", output, flags: SMALL });
  return output;
}

/** OpenTofu and its Docker provider, likewise. */
export async function ensureOpenTofu(): Promise<OpenTofuPrograms> {
  const module = peerModule("opentofu");
  const folder = cacheFor(module);
  const tofu = join(folder, "tofu");
  await ensure({
    title: "OpenTofu",
    module,
    command: "github.com/opentofu/opentofu/cmd/tofu",
    output: tofu,
    flags: SMALL,
  });
  const mirror = join(folder, "mirror");
  await ensureProvider(mirror);
  return { tofu, mirror };
}

/** The same upstream that the Pulumi provider is made of, as a program of its own. */
async function ensureProvider(mirror: string): Promise<void> {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const place = join(mirror, "registry.opentofu.org", PROVIDER_SOURCE, PROVIDER_VERSION, platform);
  const output = join(place, `terraform-provider-docker_v${PROVIDER_VERSION}`);
  if (existsSync(output)) return;
  const module = await fetchUpstream(join(projectRoot, "sandbox/toolchain/pulumi-resource-docker"));
  const flags = ["-tags", "no_compose", ...SMALL];
  await ensure({ title: "OpenTofu's Docker provider", module, command: ".", output, flags });
}

async function ensure(build: GoBuild): Promise<void> {
  if (existsSync(build.output)) return;
  await withFileLock(
    join(cacheRoot, "peers/build.lock"),
    async () => {
      if (!existsSync(build.output)) await goBuild(build);
    },
    (pid) => say("peers", `waiting for process ${pid}, which builds one`),
  );
}

function peerModule(name: string): string {
  return join(projectRoot, "bench/peers", name);
}

function cacheFor(module: string): string {
  const digest = createHash("sha256")
    .update(readFileSync(join(module, "go.sum")))
    .digest("hex");
  return join(cacheRoot, "peers", digest.slice(0, 16));
}
