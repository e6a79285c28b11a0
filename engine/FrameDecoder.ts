/** The two streams that a command prints to. */
export type OutputName = "stdout" | "stderr";

const HEADER_BYTES = 8;
const STDERR = 2;

/**
 * Takes apart the one stream in which the Engine sends a command's output without a terminal: frames of an 8-byte header
 * (the stream's number, three zero bytes, the length) and a payload. docker-modem's own demultiplexer calls itself once
 * for each frame in a chunk, so some thousand lines end the process.
 */
export class FrameDecoder {
  private readonly header = Buffer.alloc(HEADER_BYTES);
  private headerBytes = 0;
  private payloadBytes = 0;

  /** The payloads in a chunk, in order. A frame that spans chunks comes in parts, so none is ever held in memory. */
  *decode(chunk: Buffer): Generator<[OutputName, Buffer]> {
    for (let at = 0; at < chunk.length;) {
      if (this.payloadBytes > 0) {
        const part = chunk.subarray(at, at + this.payloadBytes);
        at += part.length;
        this.payloadBytes -= part.length;
        yield [this.header[0] === STDERR ? "stderr" : "stdout", part];
        continue;
      }
      const part = chunk.subarray(at, at + HEADER_BYTES - this.headerBytes);
      part.copy(this.header, this.headerBytes);
      at += part.length;
      this.headerBytes = (this.headerBytes + part.length) % HEADER_BYTES;
      if (this.headerBytes === 0) this.payloadBytes = this.header.readUInt32BE(4);
    }
  }
}
