import { PulumiProject } from "../../test/support/PulumiProject";
import { freePort } from "../../test/support/freePort";
import type { Peer } from "./Peer";

/** This repository's own stack, which is the tutorials' topology; it takes no other plan. */
export class Stack implements Peer {
  readonly repeatable = true;
  private project: PulumiProject | undefined;

  constructor(
    readonly name: string,
    private readonly prefix: string,
  ) {}

  async prepare(): Promise<void> {
    const config = { namePrefix: `${this.prefix}-`, appPort: await freePort(), probes: false };
    this.project = await PulumiProject.create({ program: "stack", prefix: this.prefix, config });
    // The first run after a change bundles the provider, and keeps what it has compiled.
    await this.project.preview();
  }

  get pulumi(): PulumiProject {
    if (!this.project) throw new Error(`${this.name} is not prepared`);
    return this.project;
  }

  plan(): void {
    // It has its own.
  }

  async up(): Promise<void> {
    await this.pulumi.up();
  }

  async repair(): Promise<void> {
    await this.pulumi.up("--refresh");
  }

  async down(): Promise<void> {
    await this.pulumi.destroy();
  }

  async dispose(): Promise<void> {
    await this.project?.dispose();
  }
}
