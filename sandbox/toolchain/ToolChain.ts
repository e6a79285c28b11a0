import { existsSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { CommandError, findProgram, run } from "../Command";
import { withFileLock } from "../FileLock.cjs";
import { cacheRoot, projectRoot } from "../Paths";
import { say, step } from "../Step";
import { buildDockerProvider } from "./DockerProvider";
import { ensureLanguageHost } from "./LanguageHostScript";
import { linkProgram } from "./linkProgram";
import { goModules, modulesDigest } from "./modulesDigest";
import { buildPulumiCli, buildYamlHost } from "./PulumiCli";

/** What a process needs to find Pulumi. */
export interface ToolChain {
  /** The Pulumi CLI. */
  pulumi: string;
  /** Folders that go first on PATH; none when the user's own tool chain is complete. */
  path: string[];
  /** PULUMI_HOME for our own CLI; undefined: the user's. */
  home?: string;
}

const folder = join(cacheRoot, "toolchain");

/** Fails at once where neither a Pulumi is installed nor one could be built, before anything that takes long is begun. */
export function requireToolChain(): void {
  if (findProgram("pulumi", usersPath().join(delimiter)) || findProgram("go")) return;
  throw new Error(
    "There is no `pulumi` on PATH, and no `go` to build one with. Install one of the two: " +
      "the Pulumi CLI (https://www.pulumi.com/docs/install/), or Go 1.21 or newer (https://go.dev/doc/install).",
  );
}

/** The user's Pulumi, if there is one; else ours, built from Go modules on first use. */
export async function ensureToolChain(): Promise<ToolChain> {
  const path = usersPath();
  const installed = findProgram("pulumi", path.join(delimiter));
  if (!installed) return ownToolChain();
  try {
    return await installedToolChain(installed, path);
  } catch (error) {
    if (!(error instanceof CommandError && findProgram("go"))) throw error;
    say("tool chain", `${error.message}\nGoing on with a tool chain of our own instead, built from Go modules.`);
    return ownToolChain();
  }
}

/** In a shell prepared by `npm run env` our own programs are on PATH, and are no sign of an installed tool chain. */
function usersPath(): string[] {
  const isOurs = (entry: string) => entry.startsWith(folder) || entry.endsWith(join(".dockwire", "bin"));
  return (process.env.PATH ?? "").split(delimiter).filter((entry) => !isOurs(entry));
}

async function installedToolChain(pulumi: string, path: string[]): Promise<ToolChain> {
  const complete = findProgram("pulumi-language-nodejs", [dirname(pulumi), ...path].join(delimiter));
  const home = ourHome(process.env.PULUMI_HOME)
    ? join(homedir(), ".pulumi")
    : process.env.PULUMI_HOME || join(homedir(), ".pulumi");
  const version = dockerVersion();
  if (!existsSync(join(home, "plugins", `resource-docker-v${version}`))) {
    await step("tool chain", `installing the Docker provider ${version}`, (report) =>
      run(pulumi, ["plugin", "install", "resource", "docker", version], {
        env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
        onLine: report,
      }),
    );
  }
  return { pulumi, path: complete ? [] : [await ensureLanguageHost()] };
}

async function ownToolChain(): Promise<ToolChain> {
  const build = join(folder, `go-${modulesDigest(["pulumi", "pulumi-resource-docker"])}`);
  const home = join(build, "home");
  const cli = join(build, "pulumi");
  const provider = join(build, "pulumi-resource-docker");
  const version = dockerVersion();
  const plugin = join(home, "plugins", `resource-docker-v${version}`, "pulumi-resource-docker");
  if (!existsSync(cli) || !existsSync(plugin)) {
    await withFileLock(
      join(folder, "build.lock"),
      async () => {
        if (!existsSync(cli)) await buildPulumiCli(join(goModules, "pulumi"), cli);
        if (existsSync(plugin)) return;
        const work = join(build, "work");
        if (!existsSync(provider)) await buildDockerProvider(join(goModules, "pulumi-resource-docker"), provider, work);
        const env = { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
        await run(cli, ["plugin", "install", "resource", "docker", version, "-f", provider, "--reinstall"], { env });
        rmSync(work, { recursive: true, force: true });
        rmSync(provider);
      },
      (pid) => say("tool chain", `waiting for process ${pid}, which builds it`),
    );
  }
  const bin = await ensureLanguageHost(cli);
  return { pulumi: join(bin, "pulumi"), path: [bin], home };
}

/**
 * The official language host for YAML: a folder for PATH, or undefined where the CLI finds one by itself. Beside a CLI of
 * ours it gets a second name, as Pulumi warns of one that lies anywhere else.
 */
export async function ensureYamlHost({ pulumi, path, home }: ToolChain): Promise<string | undefined> {
  const isOurs = home !== undefined;
  const folders = [dirname(pulumi), ...path, ...usersPath()];
  if (!isOurs && findProgram("pulumi-language-yaml", folders.join(delimiter))) return undefined;
  const bin = join(folder, `yaml-${modulesDigest(["pulumi-language-yaml"])}`);
  const host = join(bin, "pulumi-language-yaml");
  if (!existsSync(host)) {
    await withFileLock(
      join(folder, "build.lock"),
      async () => {
        if (!existsSync(host)) await buildYamlHost(join(goModules, "pulumi-language-yaml"), host);
      },
      (pid) => say("tool chain", `waiting for process ${pid}, which builds it`),
    );
  }
  if (!isOurs) return bin;
  linkProgram(host, join(dirname(pulumi), "pulumi-language-yaml"));
  return undefined;
}

/** Whether a PULUMI_HOME is that of a tool chain of ours, out of `npm run env`. */
export function ourHome(home: string | undefined): boolean {
  return home !== undefined && home.startsWith(folder);
}

/** The release of @pulumi/docker that is installed here; its plugin has the same version. */
function dockerVersion(): string {
  const file = join(projectRoot, "node_modules/@pulumi/docker/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
