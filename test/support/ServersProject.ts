import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Servers } from "../programs/servers/Servers";
import { PulumiProject, PulumiProjectOptions } from "./PulumiProject";

/** A stack with a redis and clients, whose arguments the test changes from one update to the next. */
export class ServersProject {
  private constructor(readonly pulumi: PulumiProject) {}

  static async create(options: Omit<PulumiProjectOptions, "program"> = {}): Promise<ServersProject> {
    return new ServersProject(await PulumiProject.create({ ...options, program: "servers" }));
  }

  /** A name that nobody else has. */
  name(rest: string): string {
    return `${this.pulumi.prefix}-${rest}`;
  }

  /** What the next update is to lay out; under another prefix if one is given. */
  plan(servers: Omit<Servers, "prefix"> & Partial<Pick<Servers, "prefix">>): void {
    writeFileSync(join(this.pulumi.folder, "servers.json"), JSON.stringify({ prefix: this.pulumi.prefix, ...servers }));
  }
}
