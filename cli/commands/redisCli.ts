import { finished } from "node:stream/promises";
import type Docker from "dockerode";
import type { CommandModule } from "yargs";
import { connectEngine } from "../../engine/connectEngine";
import type { EngineClient } from "../../engine/EngineClient";
import { describeError, EngineError } from "../../engine/EngineError";
import type { Container } from "../../engine/model";
import { addressOf, CommandFailure, engineOf, type GlobalOptions, UsageError } from "../Context";
import { containerFile, hasFile } from "../redis/containerFile";
import { findServer, holdersOf } from "../redis/findServer";
import { CA_FILE, type OneOffClient, runOneOffClient } from "../redis/oneOffClient";
import { accessTo, configFileOf, passwordFileOf, type ServerAccess, settingsOf } from "../redis/serverSettings";
import { execIn } from "../redis/session";
import type { StackServer } from "../redis/stackServer";

interface RedisCliOptions extends GlobalOptions {
  readonly server: string;
  readonly image: string;
  readonly stack?: string;
  readonly "--"?: readonly string[];
}

/** `dockwire redis-cli SERVER`: redis-cli at a server, with its port, TLS and password. Its exit code is the command's. */
export const redisCli: CommandModule<GlobalOptions, RedisCliOptions> = {
  command: "redis-cli <server>",
  describe: "Open redis-cli at a server, logged in; what comes after -- is handed on to it",
  builder: (command) =>
    command
      .positional("server", {
        type: "string",
        demandOption: true,
        describe: "A container, an alias, or a RedisServer or RedisReplicas of the stack in this folder",
      })
      .option("image", {
        type: "string",
        requiresArg: true,
        default: "redis",
        describe: "An image with redis-cli, for servers without it",
      })
      .option("stack", {
        type: "string",
        requiresArg: true,
        alias: "s",
        describe: "The stack, if it is not the selected one",
      })
      .example("$0 redis-cli redis", "An interactive session")
      .example("$0 redis-cli redis -- --raw GET key", "One command"),
  handler: async (options) => {
    if (options.json) throw new UsageError(`redis-cli has no JSON of ours. Its own option comes after "--": -- --json`);
    const engine = engineOf(options);
    const server = await findServer(engine, options.server, options.stack);
    const address = addressOf(options);
    const { docker } = await connectEngine(address);
    const words = (options["--"] ?? []).map(String);
    const run =
      "container" in server
        ? atContainer(docker, server.container, options.image, words)
        : atExternal(docker, server.external, { engine, image: options.image, words });
    process.exitCode = await run.catch((error: unknown) => {
      // The Engine's own answer, for instance that the container is paused; the rest says itself what it is.
      if (!(error instanceof Error) || !("statusCode" in error)) throw error;
      throw describeError(`Opening redis-cli at "${options.server}"`, EngineError.from(error, address.description));
    });
  },
};

/** A RedisServer brings a script that logs in; it and the password can be read by root alone. */
const OWN_SCRIPT = "/usr/local/etc/redis/cli";
const CLIENTS = ["redis-cli", "valkey-cli", "keydb-cli"];

async function atContainer(docker: Docker, { id, name, running }: Container, image: string, words: string[]) {
  if (!running) throw new CommandFailure(`Container "${name}" does not run: "docker start ${name}" starts it.`);
  const container = docker.getContainer(id);
  if (await hasFile(container, OWN_SCRIPT)) return execIn(docker, id, { command: [OWN_SCRIPT, ...words], user: "0" });
  const access = await accessOf(container);
  const client = await clientIn(container);
  if (client === undefined) return runOneOffClient(docker, await neighbour(container, id, { access, image, words }));
  const environment = access.password === undefined ? [] : [`REDISCLI_AUTH=${access.password}`];
  const user = access.options.includes("--tls") ? { user: "0" } : {};
  return execIn(docker, id, { command: [client, ...access.options, ...words], environment, ...user });
}

async function accessOf(container: Docker.Container): Promise<ServerAccess> {
  const { Path, Args, Config } = await container.inspect();
  const environment = Object.fromEntries(
    Config.Env.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );
  const started = { words: [Path, ...Args], environment };
  const text = async (path: string | undefined) => (path === undefined ? undefined : containerFile(container, path));
  const file = configFileOf(started);
  const config = await text(file?.startsWith("/") ? file : file && `${Config.WorkingDir || ""}/${file}`);
  return accessTo(settingsOf(started, config), started, await text(passwordFileOf(started)));
}

/** The first client program that runs in the container; undefined when it has none. */
async function clientIn(container: Docker.Container): Promise<string | undefined> {
  for (const client of CLIENTS) {
    const exec = await container.exec({ Cmd: [client, "--version"], AttachStdout: true, AttachStderr: true });
    const isThere = await exec.start({}).then(
      async (stream) => {
        await finished(stream.resume());
        return (await exec.inspect()).ExitCode === 0;
      },
      () => false,
    );
    if (isThere) return client;
  }
  return undefined;
}

/** In the server's own network, so that it is reached as from inside. */
async function neighbour(
  container: Docker.Container,
  id: string,
  { access, image, words }: { access: ServerAccess; image: string; words: string[] },
): Promise<OneOffClient> {
  const { caFile, password } = access;
  const options = access.options.map((option) => (option === caFile ? CA_FILE : option));
  const caPem = caFile === undefined ? undefined : await containerFile(container, caFile);
  return { image, network: `container:${id}`, words: [...options, ...words], password, caPem };
}

async function atExternal(
  docker: Docker,
  server: StackServer,
  { engine, image, words }: { engine: EngineClient; image: string; words: string[] },
): Promise<number> {
  return runOneOffClient(docker, {
    ...externalClient(server, words),
    image,
    network: await networkTo(engine, server),
  });
}

function externalClient(server: StackServer, words: string[]) {
  const { host, port, tls, username, password, caPem } = server;
  const secure = tls ? ["--tls", ...(caPem === undefined ? [] : ["--cacert", CA_FILE])] : [];
  const login = username === undefined ? [] : ["--user", username];
  return { words: ["-h", host, "-p", String(port), ...secure, ...login, ...words], password, caPem };
}

/** Names of containers, and aliases, resolve on their own networks alone. */
async function networkTo(engine: EngineClient, { host }: StackServer): Promise<string> {
  const container = await engine.container(host);
  const [holder] = container ? [container] : await holdersOf(engine, host);
  return holder?.running ? `container:${holder.id}` : "bridge";
}
