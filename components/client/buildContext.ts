import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import dockerignore from "@balena/dockerignore";

/** An image that is built from a folder of this machine. */
export interface ImageBuild {
  /** The folder with the files, absolute or relative to where Pulumi runs. */
  readonly context: string;
  /** The Dockerfile, relative to `context`. @default "Dockerfile" */
  readonly dockerfile?: string;
  /** Build arguments. They can be read in the image's history, so they are no place for secrets. @default none */
  readonly args?: Readonly<Record<string, string>>;
  /** The build stage to stop at. @default the last one */
  readonly target?: string;
}

/** What is wrong with a build, naming the property; undefined when nothing is. */
export function buildProblem({ context, dockerfile = "Dockerfile" }: ImageBuild): string | undefined {
  if (!context) return `"build.context" is empty: give the folder with the Dockerfile`;
  const folder = resolve(context);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return `"build.context": there is no folder "${folder}"; give the one with the Dockerfile`;
  }
  if (!existsSync(join(folder, dockerfile))) return `"build.dockerfile": there is no "${dockerfile}" in "${folder}"`;
  return undefined;
}

/** A hash over all that the build can see: another one means another image. */
export function contextHash({ context, dockerfile = "Dockerfile", args = {}, target = "" }: ImageBuild): string {
  const folder = resolve(context);
  const list = join(folder, ".dockerignore");
  const ignore = dockerignore().add(existsSync(list) ? readFileSync(list, "utf8") : "");
  const hash = createHash("sha256").update(JSON.stringify([dockerfile, args, target]));
  for (const path of filesOf(folder)) {
    const name = relative(folder, path);
    if (name !== dockerfile && ignore.ignores(name)) continue;
    const stat = statSync(path, { throwIfNoEntry: false });
    const content = stat?.isFile() ? readFileSync(path) : readlinkSync(path);
    hash.update(`${name}\0${stat?.mode ?? 0}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
