import { Readable } from "node:stream";
import type { Headers } from "tar-stream";

/** A file or folder as it is packed. */
export interface ArchiveEntry {
  /** Relative to where the archive is unpacked. */
  path: string;
  /** The text of a file; undefined makes a folder. */
  content: string | undefined;
  mode: number;
  uid: number;
  gid: number;
  /** When it was changed last. @default now */
  changed?: Date;
}

/** The one file of an archive: what it is, and its content unless that is longer than was asked for. */
export interface ArchivedFile {
  type: string;
  mode: number;
  uid: number;
  gid: number;
  content: Buffer | undefined;
}

/** The largest number that the fields of a plain tar header hold; `tar-stream` cuts a larger one without a word. */
const HEADER_NUMBER_MAX = 0o777777;
/** Engines up to 20.10 add the bits that say which kind of file it is. */
const PERMISSIONS = 0o7777;

/** The bits of a mode that say what it is of; `tar-stream` writes none of them, and takes a bare 0 for a mode left out. */
const KIND = { file: 0o100000, directory: 0o40000 };

/** An uncompressed tar archive with PAX headers where a plain one has no room; all Engines unpack it. */
export async function archiveOf(entries: readonly ArchiveEntry[]): Promise<Buffer> {
  const { pack } = await import("tar-stream");
  const archive = pack();
  for (const { path: name, content, mode, uid, gid, changed: mtime } of entries) {
    const type = content === undefined ? ("directory" as const) : ("file" as const);
    const kind = { name, type, mode: mode | KIND[type], mtime };
    archive.entry({ ...kind, uid, gid, ...largeNumbers({ uid, gid }) }, content ?? "");
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Reads the first entry of an archive; a content of another length than `size` is not read. */
export function firstOf(archive: AsyncIterable<unknown>, size: number): Promise<ArchivedFile | undefined> {
  return search(archive, async (header, body) => {
    return { ...fileOf(header), content: header.size === size ? await contentOf(body) : undefined };
  });
}

/**
 * Reads, out of the archive of a folder, the files of the lengths that are given for their paths in it. What comes after
 * `limit` bytes is not looked at.
 */
export async function filesOf(
  archive: AsyncIterable<unknown>,
  lengths: ReadonlyMap<string, number>,
  limit: number,
): Promise<ReadonlyMap<string, ArchivedFile>> {
  const found = new Map<string, ArchivedFile>();
  const look = async (header: Headers, body: Readable) => {
    const path = header.name.slice(header.name.indexOf("/") + 1);
    if (lengths.get(path) !== header.size) return undefined;
    found.set(path, { ...fileOf(header), content: await contentOf(body) });
    return found.size === lengths.size || undefined;
  };
  await search(archive, look, limit);
  return found;
}

/** Looks at entry after entry until there is an answer; undefined when there is none before the end, or the limit. */
async function search<T>(
  archive: AsyncIterable<unknown>,
  look: (header: Headers, body: Readable) => Promise<T | undefined>,
  limit = Infinity,
): Promise<T | undefined> {
  const { extract } = await import("tar-stream");
  const source = Readable.from(archive);
  const reader = extract();
  const answer = new Promise<T | undefined>((resolve, reject) => {
    let length = 0;
    source.on("data", (chunk: Buffer) => (length += chunk.length) > limit && resolve(undefined));
    source.on("error", reject);
    reader.on("error", reject);
    reader.on("finish", () => resolve(undefined));
    reader.on("entry", (header, body, next) => {
      const ended = new Promise<void>((done) => body.on("end", done));
      look(header, body).then((found) => {
        if (found !== undefined) resolve(found);
        else void ended.then(() => next());
        body.resume();
      }, reject);
    });
  });
  source.pipe(reader);
  return answer.finally(() => source.destroy());
}

function fileOf(header: Headers): Omit<ArchivedFile, "content"> {
  const { type, mode = 0, uid = 0, gid = 0 } = { ...header, ...paxNumbers(header) };
  return { type: type ?? "file", mode: mode & PERMISSIONS, uid, gid };
}

async function contentOf(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function largeNumbers(numbers: Record<string, number>): { pax?: Record<string, string> } {
  const large = Object.entries(numbers).filter(([, value]) => value > HEADER_NUMBER_MAX);
  return large.length ? { pax: Object.fromEntries(large.map(([name, value]) => [name, String(value)])) } : {};
}

/** `tar-stream` applies names and sizes of a PAX header, not owners. */
function paxNumbers(header: object): { uid?: number; gid?: number } {
  const pax = "pax" in header ? (header.pax as Record<string, string> | null) : null;
  return {
    ...(pax?.uid === undefined ? {} : { uid: Number(pax.uid) }),
    ...(pax?.gid === undefined ? {} : { gid: Number(pax.gid) }),
  };
}
