import { Readable } from "node:stream";
import type Docker from "dockerode";
import { extract } from "tar-stream";

/** Larger than any configuration. */
const LARGEST = 1024 * 1024;

/** The text of a file in a container; undefined when there is none, or it is no plain file. */
export async function containerFile(container: Docker.Container, path: string): Promise<string | undefined> {
  const archive = await container.getArchive({ path }).catch(absent);
  if (!archive) return undefined;
  const reader = extract();
  const text = new Promise<string | undefined>((resolve, reject) => {
    reader.on("error", reject);
    reader.on("finish", () => resolve(undefined));
    reader.on("entry", ({ type, size = 0 }, body, next) => {
      if (type !== "file" || size > LARGEST) {
        body.on("end", next).resume();
        return;
      }
      const chunks: Buffer[] = [];
      body.on("data", (chunk: Buffer) => chunks.push(chunk));
      body.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    });
  });
  const source = Readable.from(archive);
  source.pipe(reader);
  // What is not read would keep its connection, and this process, waiting.
  return text.finally(() => source.destroy());
}

/** Whether there is something of this path in a container. */
export async function hasFile(container: Docker.Container, path: string): Promise<boolean> {
  const answer = await (container.infoArchive({ path }) as Promise<NodeJS.ReadableStream>).catch(absent);
  answer?.resume();
  return answer !== undefined;
}

function absent(error: Error & { readonly statusCode?: number }): undefined {
  if (error.statusCode !== 404) throw error;
}
