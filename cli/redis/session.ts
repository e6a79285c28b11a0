import type Docker from "dockerode";
import { ReaderGone } from "../Context";

/** A person's side of a session: this process's input and output, as a terminal when it is one. */
export const isTerminal = process.stdin.isTTY && process.stdout.isTTY;

/** A process on the Engine that a session is with. */
export interface Session {
  readonly stream: NodeJS.ReadWriteStream;
  readonly resize: (size: { h: number; w: number }) => Promise<unknown>;
}

/** Hands input and output on until the other side ends. */
export async function converse(docker: Docker, { stream, resize }: Session): Promise<void> {
  const { stdin, stdout, stderr } = process;
  const tell = () => void resize({ h: stdout.rows, w: stdout.columns }).catch(() => undefined);
  if (isTerminal) {
    stdin.setRawMode(true);
    stdout.on("resize", tell);
    tell();
  }
  const ended = new Promise<void>((resolve, reject) => {
    stream.once("end", resolve).once("close", resolve).once("error", reject);
    stdout.on("error", (error: NodeJS.ErrnoException) => reject(error.code === "EPIPE" ? new ReaderGone() : error));
  });
  if (isTerminal) stream.pipe(stdout, { end: false });
  else docker.modem.demuxStream(stream, stdout, stderr);
  stdin.pipe(stream);
  try {
    await ended;
  } finally {
    stdin.unpipe(stream);
    if (isTerminal) stdin.setRawMode(false);
    stdout.off("resize", tell);
    stdin.destroy();
    // Where nobody reads on it has not come to its end, and would keep this process open.
    (stream as NodeJS.ReadWriteStream & { destroy(): void }).destroy();
  }
}

/** Runs a command in a container that runs; resolves with its exit code. The environment stands on no command line. */
export async function execIn(
  docker: Docker,
  id: string,
  what: { readonly command: readonly string[]; readonly environment?: readonly string[]; readonly user?: string },
): Promise<number> {
  const exec = await docker.getContainer(id).exec({
    Cmd: [...what.command],
    Env: [...(what.environment ?? [])],
    ...(what.user === undefined ? {} : { User: what.user }),
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: isTerminal,
  });
  const stream = await exec.start({ hijack: true, stdin: true, Tty: isTerminal });
  await converse(docker, { stream, resize: (size) => exec.resize(size) });
  return (await exec.inspect()).ExitCode ?? 1;
}
