import { randomUUID } from "node:crypto";
import type Docker from "dockerode";
import { archiveOf } from "../../engine/archive";
import { CommandFailure, Interrupted } from "../Context";
import { converse, isTerminal } from "./session";

const FOLDER = "dockwire";

/** A redis-cli in a container of its own. */
export interface OneOffClient {
  readonly image: string;
  /** As docker's `--network`: a network, or `container:ID`. */
  readonly network: string;
  /** Options and words of redis-cli. */
  readonly words: readonly string[];
  readonly password: string | undefined;
  readonly caPem: string | undefined;
}

/** Where the authority's certificate is in the container. */
export const CA_FILE = `/${FOLDER}/ca.crt`;

/** The password is a file there and a variable of redis-cli alone: neither `docker inspect` nor a command line shows it. */
const SCRIPT = `[ ! -f /${FOLDER}/password ] || export REDISCLI_AUTH="$(cat /${FOLDER}/password)"; exec redis-cli "$@"`;

/** Runs it with this process's input and output, and removes it, also when a signal ends it; resolves with its exit code. */
export async function runOneOffClient(docker: Docker, client: OneOffClient): Promise<number> {
  const { interrupted, ignore } = untilSignal();
  try {
    return await runAndRemove(docker, client, interrupted);
  } finally {
    ignore();
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function untilSignal() {
  const heard = new AbortController();
  const hear = (signal: NodeJS.Signals) => heard.abort(new Interrupted(signal));
  for (const signal of SIGNALS) process.on(signal, hear);
  return { interrupted: heard.signal, ignore: () => SIGNALS.forEach((signal) => process.off(signal, hear)) };
}

async function runAndRemove(docker: Docker, client: OneOffClient, interrupted: AbortSignal): Promise<number> {
  const container = await docker
    .createContainer({
      name: `dockwire-${randomUUID()}`,
      Image: client.image,
      Entrypoint: ["sh", "-c", SCRIPT, "redis-cli"],
      Cmd: [...client.words],
      Tty: isTerminal,
      OpenStdin: true,
      StdinOnce: true,
      AttachStdin: true,
      Healthcheck: { Test: ["NONE"] },
      HostConfig: { NetworkMode: client.network, CapDrop: ["ALL"], SecurityOpt: ["no-new-privileges"] },
    })
    .catch((error: { readonly statusCode?: number }) => {
      if (error.statusCode !== 404) throw error;
      const advice = `Pull it ("docker pull ${client.image}"), or name one with redis-cli in it by --image.`;
      throw new CommandFailure(
        `Running redis-cli in a container: the Engine has no image "${client.image}". ${advice}`,
      );
    });
  const end = new Promise<never>((_, reject) => {
    const give = () => reject(interrupted.reason as Error);
    if (interrupted.aborted) give();
    else interrupted.addEventListener("abort", give, { once: true });
  });
  try {
    return await Promise.race([end, ranIn(container, docker, client)]);
  } finally {
    await container.remove({ force: true, v: true });
  }
}

async function ranIn(container: Docker.Container, docker: Docker, client: OneOffClient): Promise<number> {
  await container.putArchive(await files(client), { path: "/" });
  const stream = await container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true });
  const exit = container.wait({ condition: "next-exit" }) as Promise<{ StatusCode: number }>;
  // It has nobody to tell when the session ends before it does.
  exit.catch(() => undefined);
  await container.start();
  await converse(docker, { stream, resize: (size) => container.resize(size) });
  return (await exit).StatusCode;
}

async function files({ password, caPem }: OneOffClient): Promise<Buffer> {
  const file = (name: string, content: string | undefined, mode: number) =>
    content === undefined ? [] : [{ path: `${FOLDER}/${name}`, content, mode, uid: 0, gid: 0 }];
  return archiveOf([
    { path: FOLDER, content: undefined, mode: 0o755, uid: 0, gid: 0 },
    ...file("password", password, 0o400),
    ...file("ca.crt", caPem, 0o444),
  ]);
}
