import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../sandbox/Command";
import { withFileLock } from "../../sandbox/FileLock.cjs";
import { cacheRoot } from "../../sandbox/Paths";
import { writeSdkArchives } from "../../scripts/package/sdks";
import { projectRoot } from "./projectRoot";

/** How a program that has been made ready is run: a command and variables of its own, without the program's own arguments. */
export interface ReadyProgram {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
}

const programs = join(projectRoot, "test/programs");

/** Makes a Python program of test/programs ready in `work`: its SDK as pip installs it, Pulumi's out of a cache. */
export async function readyPython(work: string, program = "languagesPython/topology.py"): Promise<ReadyProgram> {
  const requirements = join(programs, "languagesPython/requirements.txt");
  const python = await ensurePython(requirements);
  const archive = await sdkArchive(work, "pulumi_dockwire");
  const PYTHONPATH = join(work, "packages");
  const install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--target", PYTHONPATH];
  await run(python, [...install, archive]);
  return { command: [python, join(programs, program)], env: { PYTHONPATH } };
}

/** Compiles the Go program in `work` against its SDK; Go has a cache of its own. */
export async function readyGo(work: string): Promise<ReadyProgram> {
  const archive = await sdkArchive(work, "pulumi-dockwire-go");
  const module = join(work, "go");
  cpSync(join(programs, "languagesGo"), module, { recursive: true });
  mkdirSync(join(module, "sdk"));
  await run("tar", ["-xzf", archive, "-C", join(module, "sdk"), "--strip-components=1"]);
  const program = join(work, "languages");
  await run("go", ["build", "-ldflags", "-s -w", "-o", program, "."], { cwd: module });
  return { command: [program], env: {} };
}

/** A Python with the packages of `requirements`, kept between runs. */
async function ensurePython(requirements: string): Promise<string> {
  const version = await run("python3", ["--version"]);
  const digest = createHash("sha256").update(version).update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const folder = join(cacheRoot, "languages", `python-${digest}`);
  const python = join(folder, "bin/python");
  const mark = join(folder, "complete");
  if (existsSync(mark)) return python;
  await withFileLock(`${folder}.lock`, async () => {
    if (existsSync(mark)) return;
    rmSync(folder, { recursive: true, force: true });
    await run("python3", ["-m", "venv", folder]);
    await run(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements]);
    cpSync(requirements, `${mark}.partial`);
    renameSync(`${mark}.partial`, mark);
  });
  return python;
}

/** The SDKs as a release has them. */
async function sdkArchive(work: string, name: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string };
  const archive = join(work, `${name}-${version}.tar.gz`);
  if (!existsSync(archive)) await writeSdkArchives(version, work, join(work, "sdks"));
  return archive;
}
