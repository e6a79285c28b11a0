import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DockerFixture } from "../../support/DockerFixture";
import { YamlProject, YamlResource, YamlRun } from "../../support/YamlProject";
import type { Inputs } from "./Example";

export const COMPONENTS = ["AppNetwork", "RedisServer", "ExistingRedis", "ClientApp"] as const;
export type ComponentName = (typeof COMPONENTS)[number];

const PASSWORD = "the-contracts-own";

/** How the program differs from one that has each component as it is. */
export interface ComponentLayout {
  /** Inputs beside the ordinary ones. @default none */
  readonly inputs?: Partial<Record<ComponentName, Inputs>>;
  /** @default none */
  readonly options?: (component: ComponentName) => Inputs;
  /** Names of the components in the program. @default those of their types */
  readonly named?: (component: ComponentName) => string;
}

/** What may not change by an ordinary edit: which containers there are, since when they run, and the data. */
export interface Life {
  readonly containers: Readonly<Record<string, readonly unknown[]>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/** A YAML stack with one network, one server and one client on it, each a component at the top of the program. */
export class ComponentStack {
  private constructor(
    readonly docker: DockerFixture,
    readonly project: YamlProject,
  ) {}

  static async create(): Promise<ComponentStack> {
    const docker = new DockerFixture();
    return new ComponentStack(docker, await YamlProject.create({ prefix: docker.prefix }));
  }

  /** What the next run lays out. */
  lay({ inputs = {}, options, named = (component) => component }: ComponentLayout = {}): void {
    const network = `\${${named("AppNetwork")}.networkId}`;
    const server = `\${${named("RedisServer")}}`;
    const ordinary: Record<ComponentName, Inputs> = {
      AppNetwork: { networkName: this.docker.name("net") },
      RedisServer: {
        network,
        containerName: this.docker.name("redis"),
        image: "redis",
        password: { "fn::secret": PASSWORD },
      },
      ClientApp: {
        network,
        containerName: this.docker.name("web"),
        image: "alpine",
        command: ["sleep", "100000"],
        stopSeconds: 1,
        uses: inputs.ExistingRedis ? { db: server, cache: `\${${named("ExistingRedis")}}` } : { db: server },
      },
      ExistingRedis: { host: "redis.example" },
    };
    const wanted = COMPONENTS.filter((component) => component !== "ExistingRedis" || inputs.ExistingRedis);
    const resources = wanted.map((component): [string, YamlResource] => [
      named(component),
      {
        type: `dockwire:${component}`,
        properties: { ...ordinary[component], ...inputs[component] },
        ...(options ? { options: options(component) } : {}),
      },
    ]);
    const outputs = { url: `\${${named("RedisServer")}.url}`, id: `\${${named("ClientApp")}.containerId}` };
    this.project.program({ resources: Object.fromEntries(resources), outputs });
  }

  async up(layout: ComponentLayout = {}, ...flags: string[]): Promise<YamlRun> {
    this.lay(layout);
    return this.project.run("up", ...flags);
  }

  async preview(layout: ComponentLayout = {}, ...flags: string[]): Promise<YamlRun> {
    this.lay(layout);
    return this.project.run("preview", ...flags);
  }

  /**
   * What `--event-log` wrote in each run so far, by its file. Pulumi's Node SDK writes the answers that it gets into debug
   * messages, secrets in clear, in every Node program; nobody sees those without `--debug`, and nothing here can stop it.
   */
  eventLogs(): Record<string, string> {
    const { folder } = this.project.pulumi;
    const files = readdirSync(folder).filter((file) => /^events-\d+\.json$/.test(file));
    const shown = (file: string) =>
      readFileSync(join(folder, file), "utf8")
        .split("\n")
        .filter((line) => !isDebug(line));
    return Object.fromEntries(files.map((file) => [file, shown(file).join("\n")]));
  }

  async writeKey(): Promise<void> {
    await this.redisCli("SET", "kept", "yes");
  }

  async life(): Promise<Life> {
    const { docker } = this;
    const { containers, networks, volumes } = await docker.list(docker.prefix);
    const facts = async (name: string) => {
      const info = await docker.container(name);
      return [info?.Id, info?.State.StartedAt, Object.keys(info?.NetworkSettings.Networks ?? {})];
    };
    return {
      containers: await byName(containers, facts),
      networks: await byName(networks, async (name) => (await docker.network(name))?.Id),
      volumes: await byName(volumes, async (name) => {
        const volume = await docker.docker.getVolume(name).inspect();
        return (volume as { CreatedAt?: string }).CreatedAt;
      }),
      key: await this.redisCli("GET", "kept"),
    };
  }

  async dispose(): Promise<void> {
    try {
      await this.project.dispose();
    } finally {
      await this.docker.remove();
    }
  }

  private async redisCli(...command: string[]): Promise<string> {
    const words = ["redis-cli", "--no-auth-warning", "--user", "client", "-a", PASSWORD, ...command];
    return (await this.docker.exec(this.docker.name("redis"), words)).stdout.trim();
  }
}

async function byName<T>(names: readonly string[], look: (name: string) => Promise<T>): Promise<Record<string, T>> {
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await look(name)] as const)));
}

function isDebug(line: string): boolean {
  const { diagnosticEvent } = JSON.parse(line || "{}") as { diagnosticEvent?: { severity: string } };
  return diagnosticEvent?.severity === "debug";
}
