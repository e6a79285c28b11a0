import { randomInt } from "node:crypto";
import type Docker from "dockerode";
import { EngineClient } from "../../engine/EngineClient";
import { engineAddress } from "../../engine/engineAddress";
import { TestEngine } from "./TestEngine";
import { uniquePrefix } from "./uniquePrefix";

/** What a container of a test is made with. */
export interface FixtureContainer {
  /** @default "redis" */
  readonly image?: string;
  /** @default the image's own */
  readonly command?: string[];
  /** The network that it is created on, by name. @default "none" */
  readonly network?: string;
  /** @default true */
  readonly started?: boolean;
  /** Container ports to publish on loopback ports that the Engine chooses. @default none */
  readonly publish?: number[];
  /** @default none */
  readonly labels?: Record<string, string>;
}

/** Networks and containers of one suite, under names that nobody else has; `remove` takes all of them away. */
export class DockerFixture extends TestEngine {
  /** What every name begins with. */
  readonly prefix = uniquePrefix();
  /** The Engine in the provider's own terms. */
  readonly client = new EngineClient(engineAddress({}));

  /** A full name: the fixture's prefix and the given rest. */
  name(rest: string): string {
    return `${this.prefix}-${rest}`;
  }

  /** Makes a network with a /24 of its own, so that fixed addresses can be asked for; resolves with its name. */
  async makeNetwork(rest: string, options: Partial<Docker.NetworkCreateOptions> = {}): Promise<string> {
    const Name = this.name(rest);
    for (;;) {
      const Subnet = `10.${192 + randomInt(32)}.${randomInt(256)}.0/24`;
      const IPAM = { Driver: "default", Config: [{ Subnet }] };
      const taken = await this.docker.createNetwork({ IPAM, ...options, Name }).then(
        () => false,
        (error: Error) => {
          if (!options.IPAM && /overlap/.test(error.message)) return true;
          throw error;
        },
      );
      if (!taken) return Name;
    }
  }

  /** An address on a network of this fixture, by its last number. */
  async address(network: string, last: number): Promise<string> {
    const [config] = (await this.network(network))?.IPAM?.Config ?? [];
    return (config?.Subnet ?? "").replace(/0\/24$/, String(last));
  }

  /** Makes a container, and starts it unless told otherwise; resolves with its name. */
  async makeContainer(rest: string, options: FixtureContainer = {}): Promise<string> {
    const { image = "redis", command, network = "none", started = true, publish = [], labels = {} } = options;
    const ports = publish.map((port) => `${port}/tcp`);
    const container = await this.docker.createContainer({
      name: this.name(rest),
      Image: image,
      Labels: labels,
      ...(command ? { Cmd: command } : {}),
      ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])),
      HostConfig: {
        NetworkMode: network,
        PortBindings: Object.fromEntries(ports.map((port) => [port, [{ HostIp: "127.0.0.1", HostPort: "" }]])),
      },
    });
    if (started) await container.start();
    return this.name(rest);
  }

  /** Removes everything that bears the prefix. */
  async remove(): Promise<void> {
    await this.sweep(this.prefix);
  }
}
