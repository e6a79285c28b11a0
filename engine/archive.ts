import { Readable } from "node:stream";

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

/** An uncompressed tar archive with PAX headers where a plain one has no room; all Engines unpack it. */
export async function archiveOf(entries: readonly ArchiveEntry[]): Promise<Buffer> {
  const { pack } = await import("tar-stream");
  const archive = pack();
  for (const { path: name, content, mode, uid, gid, changed: mtime } of entries) {
    const type = content === undefined ? ("directory" as const) : ("file" as const);
    archive.entry({ name, type, mode, uid, gid, mtime, ...largeNumbers({ uid, gid }) }, content ?? "");
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Reads the first entry of an archive; a content of another length than `size` is not read. */
export async function firstOf(archive: AsyncIterable<unknown>, size: number): Promise<ArchivedFile | undefined> {
  const { extract } = await import("tar-stream");
  const source = Readable.from(archive);
  const reader = extract();
  const first = new Promise<ArchivedFile | undefined>((resolve, reject) => {
    reader.on("error", reject);
    source.on("error", reject);
    reader.on("finish", () => resolve(undefined));
    reader.on("entry", (header, body) => {
      const { type, mode = 0, uid = 0, gid = 0 } = { ...header, ...paxNumbers(header) };
      const file = { type: type ?? "file", mode: mode & PERMISSIONS, uid, gid };
      if (header.size !== size) {
        resolve({ ...file, content: undefined });
        return;
      }
      const chunks: Buffer[] = [];
      body.on("data", (chunk: Buffer) => chunks.push(chunk));
      body.on("end", () => resolve({ ...file, content: Buffer.concat(chunks) }));
    });
  });
  source.pipe(reader);
  return first.finally(() => source.destroy());
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
