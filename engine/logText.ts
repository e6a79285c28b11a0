import { Readable, Writable } from "node:stream";
import type Docker from "dockerode";

/** What a container or command printed, taken apart. */
export interface Printed {
  stdout: string;
  stderr: string;
}

/** Takes the Engine's one stream of framed output apart; resolves at its end. */
export async function printed(docker: Docker, source: NodeJS.ReadableStream): Promise<Printed> {
  const [stdout, stderr] = [collector(), collector()];
  docker.modem.demuxStream(source, stdout.sink, stderr.sink);
  await new Promise<void>((resolve, reject) => {
    source.once("end", () => resolve());
    source.once("error", reject);
  });
  return { stdout: stdout.text(), stderr: stderr.text() };
}

/** The log of a container so far, or its last lines. */
export async function logText(docker: Docker, id: string, tail?: number): Promise<Printed> {
  const raw = await docker.getContainer(id).logs({ stdout: true, stderr: true, follow: false, tail });
  return printed(docker, Readable.from([raw]));
}

function collector(): { sink: Writable; text: () => string } {
  const parts: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk);
      done();
    },
  });
  return { sink, text: () => Buffer.concat(parts).toString("utf8") };
}
