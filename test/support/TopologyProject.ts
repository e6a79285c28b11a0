import { writeFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Topology } from "../programs/topology/Topology";
import { PulumiProject, PulumiProjectOptions } from "./PulumiProject";

/** A stack whose program lays out a topology that the test changes from one update to the next. */
export class TopologyProject {
  private constructor(readonly pulumi: PulumiProject) {}

  static async create(options: Omit<PulumiProjectOptions, "program"> = {}): Promise<TopologyProject> {
    const pulumi = await PulumiProject.create({ ...options, program: "topology" });
    // A link to the repository's file until now.
    rmSync(join(pulumi.folder, "topology.json"));
    return new TopologyProject(pulumi);
  }

  /** A name that nobody else has. */
  name(rest: string): string {
    return `${this.pulumi.prefix}-${rest}`;
  }

  /** What the next update is to lay out. */
  plan(topology: Topology): void {
    writeFileSync(join(this.pulumi.folder, "topology.json"), JSON.stringify(topology));
  }
}
