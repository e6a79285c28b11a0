import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ResourceRun, resourceRuns } from "./engineEvents";
import { PulumiProject, PulumiProjectOptions } from "./PulumiProject";
import { PulumiFailure } from "./PulumiRun";

/** A resource of a YAML program. */
export interface YamlResource {
  /** For instance `dockwire:Network`. */
  readonly type: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Resource options as YAML has them. @default none */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A YAML program. */
export interface YamlProgram {
  readonly resources: Readonly<Record<string, YamlResource>>;
  /** @default none */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** @default none */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** A run of the CLI, whether it ended well or not. */
export interface YamlRun {
  readonly succeeded: boolean;
  /** All that it printed. */
  readonly text: string;
  /** By the resource's name in the program. */
  readonly resources: Readonly<Record<string, ResourceRun>>;
}

export type StackCommand = "up" | "preview" | "refresh" | "destroy";

/**
 * A stack whose program is YAML, run by the official language host through the real CLI.
 *
 * @example
 * const project = await YamlProject.create();
 * project.program({ resources: { net: { type: "dockwire:Network", properties: { name: project.name("net") } } } });
 * await project.up();
 */
export class YamlProject {
  private projectName = "yaml";
  private runs = 0;

  private constructor(readonly pulumi: PulumiProject) {}

  static async create(options: Omit<PulumiProjectOptions, "program"> = {}): Promise<YamlProject> {
    const environment = { ...options.environment, PULUMI_DEBUG_COMMANDS: "true" };
    const pulumi = await PulumiProject.create({ ...options, environment, program: "yaml" });
    const project = new YamlProject(pulumi);
    project.program({ resources: {} });
    return project;
  }

  /** A name that nobody else has. */
  name(rest: string): string {
    return `${this.pulumi.prefix}-${rest}`;
  }

  /** The URN of a resource of dockwire; `above` is the type of its parent and `$`. */
  urn(type: string, name = type, above = ""): string {
    return `urn:pulumi:${this.pulumi.stack}::${this.projectName}::${above}dockwire:index:${type}::${name}`;
  }

  /** What the next run lays out. */
  program(program: YamlProgram): void {
    const plugins = { providers: [{ name: "dockwire", path: "../../../provider" }] };
    const parts = { name: this.projectName, runtime: "yaml", plugins, ...program };
    // JSON is YAML too.
    const text = Object.entries(parts).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
    const file = join(this.pulumi.folder, "Pulumi.yaml");
    // A link to the repository's file until now.
    rmSync(file, { force: true });
    writeFileSync(file, text.join("").replace(/^name: "(.*)"$/m, "name: $1"));
  }

  /** A run that has to end well. */
  async up(...flags: string[]): Promise<YamlRun> {
    return this.well("up", flags);
  }

  async refresh(...flags: string[]): Promise<YamlRun> {
    return this.well("refresh", flags);
  }

  async preview(...flags: string[]): Promise<YamlRun> {
    return this.well("preview", flags);
  }

  async destroy(...flags: string[]): Promise<YamlRun> {
    return this.well("destroy", flags);
  }

  /** A run that may fail. */
  async run(command: StackCommand, ...flags: string[]): Promise<YamlRun> {
    const log = join(this.pulumi.folder, `events-${this.runs++}.json`);
    const run = this.pulumi[command]("--event-log", log, ...flags);
    const [succeeded, text] = await run.then(
      (done) => [true, done.text] as const,
      (error: unknown) => {
        if (error instanceof PulumiFailure) return [false, error.text] as const;
        throw error;
      },
    );
    return { succeeded, text, resources: resourceRuns(log, command) };
  }

  /** Gives the project another name, as `pulumi stack rename` and an edit of Pulumi.yaml do; `program` has to follow. */
  async renameProject(name: string): Promise<void> {
    await this.pulumi.rename(`organization/${name}/${this.pulumi.stack}`);
    this.projectName = name;
  }

  /** Gives the stack another name. */
  async renameStack(name: string): Promise<void> {
    await this.pulumi.rename(name);
  }

  /** The state as it lies on disk: secrets are encrypted there. */
  async stateText(): Promise<string> {
    return (await this.pulumi.pulumi(["stack", "export", "--stack", this.pulumi.stack])).stdout;
  }

  async dispose(): Promise<void> {
    this.program({ resources: {} });
    await this.pulumi.dispose();
  }

  private async well(command: StackCommand, flags: string[]): Promise<YamlRun> {
    const run = await this.run(command, ...flags);
    if (!run.succeeded) throw new Error(`pulumi ${command} ${flags.join(" ")} failed:\n${run.text}`);
    return run;
  }
}
