import { DockerFixture } from "../../support/DockerFixture";
import { YamlProject, YamlResource, YamlRun } from "../../support/YamlProject";
import type { Example, Inputs, World } from "./Example";
import { examples } from "./examples";

/** How the program differs from one that has each example as it is. */
export interface Layout {
  /** @default the example's inputs */
  readonly inputs?: (example: Example, world: World) => Inputs;
  /** @default none */
  readonly options?: (example: Example) => Readonly<Record<string, unknown>> | undefined;
  /** Names of the resources in the program. @default the example's */
  readonly named?: (example: Example) => string;
  /** Which examples are in the program. @default all of the stack's */
  readonly only?: (example: Example) => boolean;
  /** Other resources. @default none */
  readonly besides?: Readonly<Record<string, YamlResource>>;
}

/** One YAML stack with every example in it, each in a world of its own, so that one update tries a case on all. */
export class ContractStack {
  private constructor(
    readonly docker: DockerFixture,
    readonly project: YamlProject,
    readonly examples: readonly Example[],
  ) {}

  static async create(those: readonly Example[] = examples): Promise<ContractStack> {
    const docker = new DockerFixture();
    const project = await YamlProject.create({ prefix: docker.prefix });
    const stack = new ContractStack(docker, project, those);
    for (const example of those) await example.prepare?.(stack.world(example));
    return stack;
  }

  world(example: Example): World {
    return { docker: this.docker, name: (rest) => this.docker.name(`${example.resource.toLowerCase()}-${rest}`) };
  }

  /** What the next run lays out. */
  lay(layout: Layout = {}): void {
    const { inputs = written, named = ({ resource }: Example) => resource } = layout;
    const chosen = this.examples.filter(layout.only ?? (() => true));
    const resources = chosen.map((example): [string, YamlResource] => {
      const options = layout.options?.(example);
      const properties = inputs(example, this.world(example));
      return [named(example), { type: `dockwire:${example.resource}`, properties, ...(options ? { options } : {}) }];
    });
    this.project.program({ resources: { ...layout.besides, ...Object.fromEntries(resources) } });
  }

  /** Lays it out and brings the Engine there; what fails at one resource leaves the others alone. */
  async up(layout: Layout = {}, ...flags: string[]): Promise<YamlRun> {
    this.lay(layout);
    return this.project.run("up", "--continue-on-error", ...flags);
  }

  /** What each example is on the Engine, by resource; those that live in the state alone are left out. */
  async live(): Promise<Record<string, unknown>> {
    const found = this.examples.map(async (example): Promise<[string, unknown][]> =>
      example.live ? [[example.resource, await example.live(this.world(example))]] : [],
    );
    return Object.fromEntries((await Promise.all(found)).flat());
  }

  async dispose(): Promise<void> {
    try {
      await this.project.dispose();
    } finally {
      await this.docker.remove();
    }
  }
}

function written(example: Example, world: World): Inputs {
  return example.inputs(world);
}

/** The inputs after an example's ordinary edit. */
export function edited(example: Example, world: World): Inputs {
  return { ...example.inputs(world), ...example.edit(world) };
}
