import type Docker from "dockerode";
import { YamlProject } from "../../test/support/YamlProject";
import type { Bench } from "./Bench";
import { eightAtATime, inTurns } from "./inTurns";

/** Every container of a number on every network of a number: by a YAML program, and by bare calls. */
export class Grid {
  private constructor(
    /** The program; the CLI runs it. */
    readonly project: YamlProject,
    private readonly docker: Docker,
    private readonly pairs: readonly (readonly [network: string, container: string])[],
  ) {}

  static async create(bench: Bench, containers: number, networks: number): Promise<Grid> {
    const name = (what: string) => bench.name(`${containers * networks}-${what}`);
    const rest = (what: string) => `${containers * networks}-${what}`;
    const home = await bench.makeNetwork(rest("home"));
    const onto = await inTurns(range(networks), (i) => bench.makeNetwork(rest(`net${i}`)));
    await eightAtATime(range(containers), (i) =>
      bench.makeContainer(rest(`c${i}`), { image: "alpine", command: ["sleep", "36000"], network: home }),
    );
    const project = await YamlProject.create({ prefix: name("yaml") });
    bench.atEnd(() => project.dispose());
    const pairs = onto.flatMap((network) => range(containers).map((i) => [network, name(`c${i}`)] as const));
    const grid = new Grid(project, bench.docker, pairs);
    project.program({ resources: Object.fromEntries(pairs.map((pair, i) => [`at${i}`, attachment(...pair)])) });
    return grid;
  }

  /** The bare connects, one after another. */
  async connect(): Promise<void> {
    await inTurns(this.pairs, ([network, Container]) =>
      this.docker.getNetwork(network).connect({ Container, EndpointConfig: { Aliases: [aliasOf(Container)] } }),
    );
  }

  async disconnect(): Promise<void> {
    await inTurns(this.pairs, ([network, Container]) => this.docker.getNetwork(network).disconnect({ Container }));
  }
}

function attachment(network: string, container: string) {
  const properties = { network, container, aliases: [aliasOf(container)] };
  return { type: "dockwire:NetworkAttachment", properties };
}

function aliasOf(container: string): string {
  return `the-${container.split("-").pop() ?? ""}`;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
