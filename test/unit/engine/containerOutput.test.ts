import assert from "node:assert/strict";
import { Readable } from "node:stream";
import fc from "fast-check";
import { collectOutput, OUTPUT_LIMIT_BYTES } from "../../../engine/containerOutput";

type Frame = readonly ["stdout" | "stderr", string];

function framed(frames: readonly Frame[]): Buffer {
  return Buffer.concat(
    frames.map(([name, text]) => {
      const payload = Buffer.from(text, "utf8");
      const header = Buffer.alloc(8);
      header[0] = name === "stdout" ? 1 : 2;
      header.writeUInt32BE(payload.length, 4);
      return Buffer.concat([header, payload]);
    }),
  );
}

/** The bytes in pieces of the given sizes, over and over. */
function inPieces(bytes: Buffer, sizes: readonly number[]): Readable {
  const pieces: Buffer[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return Readable.from(pieces);
}

const frames = fc.array(
  fc.tuple(fc.constantFrom("stdout" as const, "stderr" as const), fc.string({ unit: "grapheme" })),
);
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });

describe("What a command printed", () => {
  it("is taken apart into its two streams, wherever the network cuts them", async () => {
    await fc.assert(
      fc.asyncProperty(frames, sizes, async (list, pieces) => {
        const of = (wanted: string) => list.flatMap(([name, text]) => (name === wanted ? [text] : [])).join("");
        assert.deepEqual(await collectOutput(inPieces(framed(list), pieces)), {
          stdout: of("stdout"),
          stderr: of("stderr"),
          truncated: false,
        });
      }),
    );
  });

  it("may be a hundred thousand lines in one piece", async () => {
    const lines = Array.from({ length: 100_000 }, (_, i): Frame => ["stdout", `${i}\n`]);
    const { stdout, truncated } = await collectOutput(Readable.from([framed(lines)]));
    assert.ok(stdout.endsWith("99998\n99999\n"));
    assert.equal(stdout.length, OUTPUT_LIMIT_BYTES);
    assert.equal(truncated, true);
  });

  it("keeps the end of each stream, without half a character at the cut", async () => {
    const long = "ä".repeat(OUTPUT_LIMIT_BYTES);
    const { stdout, stderr, truncated } = await collectOutput(
      Readable.from([
        framed([
          ["stdout", `${long}.`],
          ["stderr", "all of it"],
        ]),
      ]),
    );
    assert.equal(stdout, `${"ä".repeat(OUTPUT_LIMIT_BYTES / 2 - 1)}.`);
    assert.equal(stderr, "all of it");
    assert.equal(truncated, true);
  });

  it("is not cut at exactly the limit", async () => {
    const exact = "x".repeat(OUTPUT_LIMIT_BYTES);
    const output = await collectOutput(inPieces(framed([["stdout", exact]]), [1000]));
    assert.deepEqual(output, { stdout: exact, stderr: "", truncated: false });
  });

  it("of a terminal has no frames", async () => {
    const output = await collectOutput(Readable.from([Buffer.from("\u0001\u0002 plain\r\n")]), true);
    assert.deepEqual(output, { stdout: "\u0001\u0002 plain\r\n", stderr: "", truncated: false });
  });

  it("holds little memory, however much there is", async function () {
    this.timeout(60_000);
    const piece = framed([["stdout", "y".repeat(1024 * 1024)]]);
    const endless = Readable.from(
      (function* () {
        for (let i = 0; i < 300; i++) yield piece;
      })(),
    );
    const before = process.memoryUsage().arrayBuffers;
    await collectOutput(endless);
    assert.ok(process.memoryUsage().arrayBuffers - before < 64 * 1024 * 1024);
  });
});
