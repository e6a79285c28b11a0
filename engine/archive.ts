/** A file as it is packed. */
export interface ArchiveFile {
  /** Relative to where the archive is unpacked, 99 bytes at the most. */
  path: string;
  content: string;
  mode: number;
  uid: number;
  gid: number;
}

const BLOCK = 512;

/** An uncompressed ustar archive of the files; all Engines unpack it. */
export function archiveOf(files: readonly ArchiveFile[]): Buffer {
  const parts = files.flatMap((file) => {
    const content = Buffer.from(file.content, "utf8");
    const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
    return [header(file, content.length), content, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header({ path, mode, uid, gid }: ArchiveFile, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  block.write(path, 0, 99);
  block.write(octal(mode, 7), 100);
  block.write(octal(uid, 7), 108);
  block.write(octal(gid, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(Math.floor(Date.now() / 1000), 11), 136);
  block.write("        ", 148);
  block.write("0", 156);
  block.write("ustar\u000000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\u0000 `, 148);
  return block;
}
