import { PassThrough, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import { engineAddress } from "../../engine/engineAddress";

/** What a command left. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a throw-away container is made. */
export interface RunOptions {
  /** The network to run it on. @default "none" */
  readonly network?: string;
  /** `NAME=value`. @default none */
  readonly environment?: readonly string[];
  /** `NAME:ADDRESS` lines for /etc/hosts. @default none */
  readonly hosts?: readonly string[];
  /** Legacy links, `SERVER:ALIAS`. @default none */
  readonly links?: readonly string[];
  /** @default chosen by the Engine */
  readonly name?: string;
}

/** Names of what is on the Engine. */
export interface Inventory {
  readonly containers: string[];
  readonly networks: string[];
  readonly volumes: string[];
}

/** The Engine that the tests run on, looked at without the code under test. */
export class TestEngine {
  /** The client library itself, for what has no method here. */
  readonly docker: Docker;

  constructor(environment: NodeJS.ProcessEnv = process.env) {
    this.docker = new Docker(engineAddress({}, environment).options);
  }

  /** Undefined when it answers; else why it does not. */
  async problem(): Promise<string | undefined> {
    return this.docker.ping().then(
      () => undefined,
      (error: Error) => `no Docker Engine answers (${error.message}); set DOCKER_HOST`,
    );
  }

  /** Undefined when there is none of that name or id. */
  async container(name: string): Promise<Docker.ContainerInspectInfo | undefined> {
    return this.docker.getContainer(name).inspect().catch(absent);
  }

  /** Undefined when there is none of that name or id. */
  async network(name: string): Promise<Docker.NetworkInspectInfo | undefined> {
    const found: Promise<Docker.NetworkInspectInfo> = this.docker.getNetwork(name).inspect();
    return found.catch(absent);
  }

  /** Runs a command in a container that is gone afterwards. */
  async run(image: string, command: readonly string[], options: RunOptions = {}): Promise<CommandOutcome> {
    const { network = "none", environment = [], hosts = [], links = [], name } = options;
    const container = await this.docker.createContainer({
      ...(name === undefined ? {} : { name }),
      Image: image,
      Cmd: [...command],
      Env: [...environment],
      HostConfig: { NetworkMode: network, ExtraHosts: [...hosts], Links: [...links] },
    });
    try {
      const stream = await container.attach({ stream: true, stdout: true, stderr: true });
      const output = this.collect(stream);
      await container.start();
      const { StatusCode } = (await container.wait()) as { StatusCode: number };
      return { exitCode: StatusCode, ...(await output) };
    } finally {
      await container.remove({ force: true, v: true });
    }
  }

  /** Runs a command inside a container that runs. */
  async exec(container: string, command: readonly string[]): Promise<CommandOutcome> {
    const exec = await this.docker
      .getContainer(container)
      .exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
    const output = await this.collect(await exec.start({}));
    const { ExitCode } = await exec.inspect();
    return { exitCode: ExitCode ?? -1, ...output };
  }

  /** Whatever has a name that begins with the prefix, sorted. */
  async list(prefix: string): Promise<Inventory> {
    const [containers, networks, volumes] = await Promise.all([
      this.docker.listContainers({ all: true }),
      this.docker.listNetworks(),
      this.docker.listVolumes(),
    ]);
    const matching = (names: string[]) => names.filter((name) => name.startsWith(prefix)).sort();
    return {
      containers: matching(containers.flatMap((one) => one.Names.map((name) => name.replace(/^\//, "")))),
      networks: matching(networks.map((one) => one.Name)),
      volumes: matching(volumes.Volumes.map((one) => one.Name)),
    };
  }

  /** Removes whatever has a name that begins with the prefix, and tells what that was. */
  async sweep(prefix: string): Promise<Inventory> {
    const found = await this.list(prefix);
    const force = { force: true };
    await Promise.all(found.containers.map((name) => this.docker.getContainer(name).remove({ ...force, v: true })));
    for (const name of found.networks) await this.removeNetwork(name);
    await Promise.all(found.volumes.map((name) => this.docker.getVolume(name).remove(force).catch(absent)));
    return found;
  }

  /** Endpoints of removed containers may linger, and answer to the container's name alone (moby issue 17217). */
  private async removeNetwork(name: string): Promise<void> {
    const network = this.docker.getNetwork(name);
    for (let tries = 20; ; tries--) {
      const members = Object.entries((await this.network(name))?.Containers ?? {});
      for (const Container of members.flatMap(([id, { Name }]) => [id, Name])) {
        await network.disconnect({ Container, Force: true }).catch(() => undefined);
      }
      try {
        await network.remove().catch(absent);
        return;
      } catch (error) {
        if (tries === 0) throw error;
        await sleep(250);
      }
    }
  }

  private async collect(stream: NodeJS.ReadableStream): Promise<{ stdout: string; stderr: string }> {
    const [out, err] = [new PassThrough(), new PassThrough()];
    this.docker.modem.demuxStream(stream, out, err);
    stream.once("end", () => [out, err].forEach((side) => side.end()));
    stream.once("error", (error: Error) => [out, err].forEach((side) => side.destroy(error)));
    const [stdout, stderr] = await Promise.all([text(out), text(err)]);
    return { stdout, stderr };
  }
}

async function text(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function absent(error: Error & { statusCode?: number }): undefined {
  if (error.statusCode === 404) return undefined;
  throw error;
}
