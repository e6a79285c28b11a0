import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { archiveOf } from "../../engine/archive";

/** A file as it goes into an archive. */
export interface PackedFile {
  readonly path: string;
  readonly content: string;
  readonly isProgram?: boolean;
}

/** Where a gzip header says on which system it was made, and "unknown". */
const SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/** Packs files as `.tar.gz`: the same content gives the same bytes, whoever packs it and when. */
export async function packFiles(archive: string, files: readonly PackedFile[]): Promise<void> {
  const entries = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, content, isProgram }) => ({ path, content, mode: isProgram ? 0o755 : 0o644, ...ANONYMOUS }));
  const bytes = gzipSync(await archiveOf(entries), { level: 9 });
  bytes[SYSTEM_BYTE] = UNKNOWN_SYSTEM;
  writeFileSync(archive, bytes);
}

/** Every file below a folder, under `prefix`. */
export function filesBelow(folder: string, prefix: string): PackedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: `${prefix}/${relativeTo(folder, file)}`, content: readFileSync(file, "utf8") }));
}

const ANONYMOUS = { uid: 0, gid: 0, changed: new Date(0) };

function relativeTo(folder: string, file: string): string {
  return file.slice(folder.length + 1).replaceAll("\\", "/");
}
