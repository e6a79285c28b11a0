import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Servers } from "../programs/servers/Servers";
import { PulumiProject } from "./PulumiProject";

/** A stack with a redis and clients, whose arguments the test changes from one update to the next. */
export class ServersProject {
  private constructor(readonly pulumi: PulumiProject) {}

  static async create(): Promise<ServersProject> {
    return new ServersProject(await PulumiProject.create({ program: "servers" }));
  }

  /** A name that nobody else has. */
  name(rest: string): string {
    return `${this.pulumi.prefix}-${rest}`;
  }

  /** What the next update is to lay out. */
  plan(servers: Omit<Servers, "prefix">): void {
    writeFileSync(join(this.pulumi.folder, "servers.json"), JSON.stringify({ ...servers, prefix: this.pulumi.prefix }));
  }
}
