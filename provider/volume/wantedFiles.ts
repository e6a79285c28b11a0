import { posix } from "node:path";
import type { ArchivedFile } from "../../engine/archive";
import type { Rule } from "../protocol/checkInputs";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { Failure } from "../protocol/Resource";
import { Json, Properties, UNKNOWN } from "../protocol/values";
import { DEFAULT_MODE, DEFAULT_OWNER, volumeFiles } from "./volumeFilesShape";

const filesShape = volumeFiles.inputs.files;

/** A file of a volume, as it is wanted. */
export interface WantedFile {
  path: string;
  content: string;
  mode: number;
  uid: number;
  gid: number;
}

/** Whether a file that was found is one with that content, mode and owner. */
export function isAsWanted({ content, mode, uid, gid }: WantedFile, found: ArchivedFile | undefined): boolean {
  if (found?.type !== "file" || !found.content?.equals(Buffer.from(content, "utf8"))) return false;
  return found.mode === mode && found.uid === uid && found.gid === gid;
}

/** A path is there once, however it is written, and none is a folder of another. */
export const distinctPaths: Rule = {
  needs: ["files"],
  check: ({ files }) => {
    const paths = filesShape.parse(files).map(({ path }) => spelled(path));
    return paths.flatMap((path, i): Failure[] => {
      const property = `files[${i}].path`;
      const first = paths.indexOf(path);
      if (first < i) return [{ property, reason: `"${path}" is what files[${first}] writes; leave one of them out` }];
      const below = paths.findIndex((other) => other.startsWith(`${path}/`));
      if (below < 0) return [];
      return [{ property, reason: `"${path}" cannot be a file: files[${below}] needs a folder of that name` }];
    });
  },
};

/** The form that is kept: one spelling of each path and mode, and no defaults. */
export function canonicalFiles(files: Json | undefined): Json {
  if (!Array.isArray(files)) return files ?? null;
  return files.map((entry) => {
    const { path, content, mode, owner } = entry as Properties;
    const octal = typeof mode === "string" && mode !== UNKNOWN ? mode.padStart(4, "0") : mode;
    return {
      path: typeof path === "string" && path !== UNKNOWN ? spelled(path) : (path ?? null),
      content: content ?? null,
      ...(octal === undefined || octal === null || octal === DEFAULT_MODE ? {} : { mode: octal }),
      ...(owner === undefined || owner === null || owner === DEFAULT_OWNER ? {} : { owner }),
    };
  });
}

/** The same inputs with something in place of contents that are not known yet, so that all else can be checked. */
export function withKnownContents(inputs: Properties): Properties {
  const { files } = inputs;
  if (!Array.isArray(files)) return inputs;
  const known = files.map((entry) =>
    isObject(entry) && entry.content === UNKNOWN ? { ...entry, content: "" } : entry,
  );
  return { ...inputs, files: known };
}

/** Read from inputs that were checked. */
export function wantedFiles(inputs: Properties): WantedFile[] {
  return filesShape.parse(inputs.files).map(({ path, content, mode, owner }) => {
    const [uid = 0, gid = 0] = owner.split(":").map(Number);
    return { path: spelled(path), content, mode: parseInt(mode, 8), uid, gid };
  });
}

/** The files that the last look found missing or changed. */
export function driftIn(state: Properties, { files }: Properties): PropertyChange[] {
  const changed = Array.isArray(state.changedFiles) ? state.changedFiles : [];
  return pathsIn(files).flatMap((path, i): PropertyChange[] =>
    changed.includes(path) ? [{ path: `files[${i}]`, kind: "update" }] : [],
  );
}

/** In their places; one that is not known yet is UNKNOWN. */
export function pathsIn(files: Json | undefined): string[] {
  if (!Array.isArray(files)) return [];
  return files.map((file) => String((file as Properties).path));
}

/** The folders that the paths lie in, each before those within it. */
export function foldersOf(paths: readonly string[]): string[] {
  const folders = paths.flatMap((path) => {
    const names = path.split("/").slice(0, -1);
    return names.map((_, i) => names.slice(0, i + 1).join("/"));
  });
  return [...new Set(folders)].sort();
}

function spelled(path: string): string {
  return posix.normalize(path);
}

function isObject(value: Json): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
