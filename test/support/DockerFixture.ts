import { randomBytes } from "node:crypto";
import Docker from "dockerode";
import { EngineClient } from "../../provider/engine/EngineClient";
import { engineAddress } from "../../provider/engine/engineAddress";
import { logText, printed, Printed } from "../../provider/engine/logText";

/** What a container of a test is made with, besides its image. */
export interface FixtureContainer {
  /** @default "redis" */
  readonly image?: string;
  /** @default the image's own */
  readonly command?: string[];
  /** The network that it is born on, by name. @default none */
  readonly network?: string;
  /** @default true */
  readonly started?: boolean;
  /** Container ports to publish on loopback ports that the Engine chooses. @default none */
  readonly publish?: number[];
}

/** Networks and containers of one test, under names that nobody else has; `remove` takes all of them away. */
export class DockerFixture {
  /** What every name begins with. */
  readonly prefix = `dw-${randomBytes(4).toString("hex")}`;
  /** The Engine in dockerode's terms. */
  readonly docker = new Docker(engineAddress({}).options);
  /** The Engine in the provider's terms. */
  readonly client = new EngineClient(engineAddress({}));

  /** A full name: the fixture's prefix and the given rest. */
  name(rest: string): string {
    return `${this.prefix}-${rest}`;
  }

  /** Makes a network; resolves with its name. */
  async network(rest: string, options: Partial<Docker.NetworkCreateOptions> = {}): Promise<string> {
    const Name = this.name(rest);
    await this.docker.createNetwork({ ...options, Name });
    return Name;
  }

  /** Makes a container, and starts it unless told otherwise; resolves with its name. */
  async container(rest: string, options: FixtureContainer = {}): Promise<string> {
    const { image = "redis", command, network = "none", started = true, publish = [] } = options;
    const ports = publish.map((port) => `${port}/tcp`);
    const container = await this.docker.createContainer({
      name: this.name(rest),
      Image: image,
      Cmd: command,
      ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])),
      HostConfig: {
        NetworkMode: network,
        PortBindings: Object.fromEntries(ports.map((port) => [port, [{ HostIp: "127.0.0.1", HostPort: "" }]])),
      },
    });
    if (started) await container.start();
    return this.name(rest);
  }

  /** Runs a command in a running container; resolves with what it printed and its exit code. */
  async exec(container: string, command: string[]): Promise<Printed & { exitCode: number }> {
    const exec = await this.docker
      .getContainer(container)
      .exec({ Cmd: command, AttachStdout: true, AttachStderr: true });
    const output = await printed(this.docker, await exec.start({}));
    const { ExitCode } = await exec.inspect();
    return { ...output, exitCode: ExitCode ?? -1 };
  }

  /** What a container printed so far. */
  logs(container: string): Promise<Printed> {
    return logText(this.docker, container);
  }

  /** Removes everything that bears the prefix. */
  async remove(): Promise<void> {
    const containers = await this.docker.listContainers({ all: true, filters: { name: [this.prefix] } });
    await Promise.all(containers.map(({ Id }) => this.docker.getContainer(Id).remove({ force: true, v: true })));
    const networks = await this.docker.listNetworks({ filters: { name: [this.prefix] } });
    await Promise.all(networks.map(({ Id }) => this.docker.getNetwork(Id).remove()));
    const { Volumes = [] } = await this.docker.listVolumes({ filters: { name: [this.prefix] } });
    await Promise.all(Volumes.map(({ Name }) => this.docker.getVolume(Name).remove()));
  }
}
