import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineAddress } from "../../engine/engineAddress";
import { run } from "../Command";
import { cacheRoot, projectRoot } from "../Paths";
import { poll } from "../poll";
import { step } from "../Step";
import { goBuild } from "../toolchain/GoBuild";
import { daemonEnvironment } from "./daemonEnvironment";
import { EngineApi } from "./EngineApi";
import { unmountBelow } from "./unmountBelow";
import { canInstall, installPackages, installPrograms } from "./Packages";

const START_TIMEOUT_MS = 60_000;
const MODULES = join(projectRoot, "sandbox/toolchain/engine");
const MOBY = "github.com/moby/moby/v2";

/** A current Docker Engine beside the distribution's older one, in a network namespace of its own. */
export interface CurrentEngine {
  /** Its address as DOCKER_HOST takes it. */
  host: string;
  /** What to put before a command that has to see its published ports. */
  enter: string[];
  /** The words that start another one like it, for tests that kill theirs. */
  dockerd: string[];
  stop(): Promise<void>;
}

/** Builds it on first use (about eight minutes on two cores) and starts it. */
export async function startCurrentEngine(): Promise<CurrentEngine> {
  if (!canInstall()) {
    throw new Error(
      "A current Engine beside the installed one needs root on Debian, Ubuntu or a distribution made from them.",
    );
  }
  await installPrograms("engine", ["containerd", "iptables", "ip", "nsenter"], ["containerd", "iptables", "iproute2"]);
  const folder = await buildEngine();
  const work = mkdtempSync(join(tmpdir(), "dwe-"));
  const namespace = `dockwire-${process.pid}`;
  await run("ip", ["netns", "add", namespace]);
  const enter = ["nsenter", `--net=/run/netns/${namespace}`];
  await run("nsenter", [...enter.slice(1), "ip", "link", "set", "lo", "up"]);
  const dockerd = [
    join(folder, "dockerd"),
    // Debian's containerd and runc are older than this Engine expects.
    ...["--feature", "containerd-snapshotter=false"],
    ...["--add-runtime", `current=${join(folder, "runc")}`, "--default-runtime", "current"],
    ...["--userland-proxy-path", join(folder, "docker-proxy")],
  ];
  const host = `unix://${join(work, "s")}`;
  const log = openSync(join(work, "log"), "w");
  const at = ["--data-root", join(work, "data"), "--exec-root", join(work, "exec"), "--pidfile", join(work, "pid")];
  const pool = ["--default-address-pool", "base=10.179.0.0/16,size=24"];
  const child = spawn("nsenter", [...enter.slice(1), ...dockerd, ...at, ...pool, "--host", host], {
    env: daemonEnvironment(),
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await run("ip", ["netns", "delete", namespace]);
    await unmountBelow(work);
    rmSync(work, { recursive: true, force: true });
  };
  await step("engine", "starting a current Docker Engine", async () => {
    const look = async () => (child.exitCode === null ? answers(host) : false);
    if (await poll(look, { timeout: START_TIMEOUT_MS })) return;
    const said = readFileSync(join(work, "log"), "utf8").slice(-2000);
    await stop();
    throw new Error(`The current Engine does not start. The end of its log:\n${said}`);
  });
  return { host, enter, dockerd, stop };
}

function answers(host: string): Promise<true | undefined> {
  return new EngineApi(engineAddress({ host }, {})).version(2_000).then(
    () => true,
    () => undefined,
  );
}

async function buildEngine(): Promise<string> {
  const hash = createHash("sha256");
  for (const module of ["moby", "runc"]) hash.update(readFileSync(join(MODULES, module, "go.sum")));
  const folder = join(cacheRoot, "toolchain", `engine-${hash.digest("hex").slice(0, 16)}`);
  mkdirSync(folder, { recursive: true });
  const moby = join(MODULES, "moby");
  const build = async (title: string, module: string, command: string, flags: string[]) => {
    const output = join(folder, command.split("/").pop() ?? "");
    if (!existsSync(output)) await goBuild({ title, module, command, output, flags: [...flags, "-ldflags", "-s -w"] });
  };
  if (!existsSync(join(folder, "runc")) && !existsSync("/usr/include/seccomp.h")) {
    await installPackages("engine", ["gcc", "libc6-dev", "libseccomp-dev", "pkg-config"]);
  }
  await build("a current dockerd", moby, `${MOBY}/cmd/dockerd`, []);
  await build("its proxy", moby, `${MOBY}/cmd/docker-proxy`, []);
  await build("a current runc", join(MODULES, "runc"), "github.com/opencontainers/runc", ["-tags", "seccomp"]);
  return folder;
}
