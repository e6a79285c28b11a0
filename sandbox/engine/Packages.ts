import { readFileSync } from "node:fs";
import { findProgram, run } from "../Command";
import { step } from "../Step";

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

/** Whether this process may install packages here: root on Debian, Ubuntu or a relative of theirs. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && distribution().family.includes("debian") && findProgram("apt-get") !== undefined;
}

/** Installs distribution packages that bring the programs `needed`, if one of these is missing. */
export async function installPrograms(area: string, needed: string[], packages: string[]): Promise<void> {
  if (needed.every((name) => findProgram(name, searchPath()))) return;
  await installPackages(area, packages);
  const missing = needed.filter((name) => !findProgram(name, searchPath()));
  if (missing.length > 0) {
    throw new Error(
      `\`apt-get install ${packages.join(" ")}\` succeeded, yet ${missing.join(", ")} is not to be found.`,
    );
  }
}

/** Installs distribution packages. */
export async function installPackages(area: string, packages: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const lockWait = ["-o", "DPkg::Lock::Timeout=300"];
  await step(area, `installing the distribution's ${packages.join(", ")}`, async (report) => {
    await run("apt-get", [...lockWait, "update"], { env, onLine: report });
    const install = [...lockWait, "install", "-y", "--no-install-recommends", ...packages];
    await run("apt-get", install, { env, onLine: report });
  });
}

/** PATH with the system's own folders, which a root shell may lack. */
export function searchPath(): string {
  return `${process.env.PATH ?? ""}:/usr/local/sbin:/usr/sbin:/sbin`;
}
