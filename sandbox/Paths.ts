import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** The folder of this project's package.json, wherever this module was bundled to. */
export const projectRoot = findProjectRoot(__dirname);

/** What is built once for a user and shared by all checkouts of the project. */
export const cacheRoot = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "dockwire");

/** What belongs to this checkout alone; git ignores it. */
export const localRoot = join(projectRoot, ".dockwire");

function findProjectRoot(from: string): string {
  const file = join(from, "package.json");
  if (existsSync(file) && (JSON.parse(readFileSync(file, "utf8")) as { name?: string }).name === "dockwire")
    return from;
  if (dirname(from) === from) throw new Error(`No package.json of dockwire in ${__dirname} or a folder above it.`);
  return findProjectRoot(dirname(from));
}
