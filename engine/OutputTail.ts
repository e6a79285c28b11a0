/** The end of a text that arrives in chunks. However much arrives, memory holds twice the limit at the most. */
export class OutputTail {
  private kept: Buffer[] = [];
  private keptBytes = 0;
  private totalBytes = 0;

  constructor(private readonly limitBytes: number) {}

  /** Whether the beginning was left out. */
  get truncated(): boolean {
    return this.totalBytes > this.limitBytes;
  }

  add(chunk: Buffer): void {
    // A copy: a slice would keep the whole network buffer that it was cut from.
    this.kept.push(Buffer.from(chunk.subarray(-this.limitBytes)));
    this.totalBytes += chunk.length;
    this.keptBytes += Math.min(chunk.length, this.limitBytes);
    if (this.keptBytes <= 2 * this.limitBytes) return;
    this.kept = [this.end()];
    this.keptBytes = this.limitBytes;
  }

  /** The text; a cut never leaves half a character at its beginning. */
  text(): string {
    const end = this.end();
    if (!this.truncated) return end.toString("utf8");
    const first = end.findIndex((byte) => !isContinuation(byte));
    return end.subarray(Math.max(first, 0)).toString("utf8");
  }

  private end(): Buffer {
    return Buffer.from(Buffer.concat(this.kept).subarray(-this.limitBytes));
  }
}

/** In UTF-8 every byte of a character but its first begins with the bits 10. */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
