import type Docker from "dockerode";
import { FrameDecoder } from "./FrameDecoder";
import { OutputTail } from "./OutputTail";

/** How much of each of a command's streams is kept: its last 64 KiB. */
export const OUTPUT_LIMIT_BYTES = 64 * 1024;

/** What a container or command printed. */
export interface Output {
  stdout: string;
  stderr: string;
  /** Whether one of the two was longer than the limit, so that only its end is here. */
  truncated: boolean;
}

/** Reads output to its end. A terminal's has no frames and only one stream, which counts as stdout. */
export async function collectOutput(source: AsyncIterable<unknown>, terminal = false): Promise<Output> {
  const tails = { stdout: new OutputTail(OUTPUT_LIMIT_BYTES), stderr: new OutputTail(OUTPUT_LIMIT_BYTES) };
  const decoder = new FrameDecoder();
  for await (const piece of source) {
    const chunk = piece as Buffer;
    if (terminal) tails.stdout.add(chunk);
    else for (const [name, payload] of decoder.decode(chunk)) tails[name].add(payload);
  }
  const { stdout, stderr } = tails;
  return { stdout: stdout.text(), stderr: stderr.text(), truncated: stdout.truncated || stderr.truncated };
}

/** The output of a container that has ended, or its last lines. */
export async function containerOutput(docker: Docker, id: string, lastLines?: number): Promise<Output> {
  const container = docker.getContainer(id);
  const { Config } = await container.inspect();
  // Of an ended container the Engine sends what there is and closes; without `follow` dockerode gives no stream.
  const stream = await container.logs({ stdout: true, stderr: true, follow: true, tail: lastLines });
  return collectOutput(stream, Config.Tty);
}
