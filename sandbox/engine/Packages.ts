import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError, findProgram, run } from "../Command";
import { withFileLock } from "../FileLock.cjs";
import { cacheRoot } from "../Paths";
import { say, step } from "../Step";
import { withoutOtherApt } from "./aptLocks";

/** What /etc/os-release says of this machine: "debian", "bookworm", and what it is a relative of. */
export function distribution(file = "/etc/os-release"): { id: string; codename: string; family: string[] } {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const value = (key: string) => new RegExp(`^${key}="?([^"\n]*)"?$`, "m").exec(text)?.[1] ?? "";
  const id = value("ID");
  return { id, codename: value("VERSION_CODENAME"), family: [id, ...value("ID_LIKE").split(" ")].filter(Boolean) };
}

/** Whether this process may install packages here: root on Debian, Ubuntu or a distribution made from them. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && distribution().family.includes("debian") && findProgram("apt-get") !== undefined;
}

/** Installs distribution packages that bring the programs `needed`, if one of these is missing. */
export async function installPrograms(area: string, needed: string[], packages: string[]): Promise<void> {
  const missing = () => needed.filter((name) => !findProgram(name, searchPath()));
  if (missing().length === 0) return;
  await takingTurns(area, async () => {
    if (missing().length === 0) return; // whoever was first has installed them
    await install(area, packages);
    if (missing().length === 0) return;
    throw new Error(
      `\`apt-get install ${packages.join(" ")}\` succeeded, yet ${missing().join(", ")} is not to be found.`,
    );
  });
}

/** Installs distribution packages. */
export async function installPackages(area: string, packages: string[]): Promise<void> {
  await takingTurns(area, () => install(area, packages));
}

/** Puts the file of a distribution package into a folder, without installing it. */
export async function downloadPackage(area: string, name: string, folder: string): Promise<void> {
  // apt would fetch as a user of its own, who may not write to our folder.
  const download = () => apt(area, ["-o", "APT::Sandbox::User=root", "download", name], { cwd: folder });
  await takingTurns(area, async () => {
    try {
      await download();
    } catch {
      await apt(area, ["update"]); // a fresh machine has no lists of packages, and old ones name files that are gone
      await download();
    }
  });
}

async function install(area: string, packages: string[]): Promise<void> {
  await step(area, `installing the distribution's ${packages.join(", ")}`, async (onLine) => {
    const options = { onLine };
    await apt(area, ["update"], options).catch((error: Error) =>
      say(area, `going on with the lists of packages that are there: ${error.message}`),
    );
    const words = ["install", "-y", "--no-install-recommends", ...packages];
    await apt(area, words, options).catch(async (error: unknown) => {
      if (!(error instanceof CommandError && /dpkg --configure -a/.test(error.output))) throw error;
      say(area, "finishing an earlier installation that was interrupted (dpkg --configure -a)");
      await run("dpkg", ["--configure", "-a"], { env: quietly(), onLine });
      await apt(area, words, options);
    });
  });
}

/** One installation at a time, whichever of our processes wants it: apt itself fails where another one is at work. */
function takingTurns<T>(area: string, work: () => Promise<T>): Promise<T> {
  const onWait = (pid: number) => {
    if (pid !== process.pid) say(area, `waiting for process ${pid}, which installs packages`);
  };
  return withFileLock(join(cacheRoot, "packages.lock"), work, onWait);
}

interface AptOptions {
  cwd?: string;
  onLine?: (line: string) => void;
}

function apt(area: string, args: string[], { cwd, onLine }: AptOptions = {}): Promise<string> {
  return withoutOtherApt(
    () => run("apt-get", args, { cwd, env: quietly(), onLine }),
    (holder) => say(area, `waiting for ${holder}, which is at the package system`),
  );
}

/** Without questions, and with messages in the language that we look for reasons in. */
function quietly(): NodeJS.ProcessEnv {
  return { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" };
}

/** PATH with the system's own folders, which a root shell may lack. */
export function searchPath(): string {
  return `${process.env.PATH ?? ""}:/usr/local/sbin:/usr/sbin:/sbin`;
}
