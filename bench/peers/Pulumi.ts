import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PulumiProject } from "../../test/support/PulumiProject";
import type { Plan } from "../support/Plan";
import type { Peer } from "./Peer";

/** Hundreds of tenants take minutes. */
const PATIENCE_MS = 1_800_000;

/** A program of `bench/programs`, run by the Pulumi CLI. */
export class Pulumi implements Peer {
  readonly repeatable = true;
  private project: PulumiProject | undefined;

  constructor(
    readonly name: string,
    private readonly program: string,
    /** Laid over the CLI's environment. */
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  async prepare(): Promise<void> {
    const program = join("../../bench/programs", this.program);
    this.project = await PulumiProject.create({ program, environment: this.environment });
    this.stack.patienceMs = PATIENCE_MS;
    // A link to the repository's file until now.
    rmSync(join(this.stack.folder, "plan.json"), { force: true });
  }

  /** The stack itself, for what not every peer can do. */
  get stack(): PulumiProject {
    if (!this.project) throw new Error(`${this.name} is not prepared`);
    return this.project;
  }

  plan(plan: Plan): void {
    this.write(plan);
  }

  /** The same for a program that takes a plan of its own form. */
  write(plan: object): void {
    writeFileSync(join(this.stack.folder, "plan.json"), JSON.stringify(plan));
  }

  async up(): Promise<void> {
    await this.stack.up();
  }

  async repair(): Promise<void> {
    await this.stack.up("--refresh");
  }

  /** What it would do, not done. */
  async preview(): Promise<void> {
    await this.stack.preview();
  }

  async down(): Promise<void> {
    await this.stack.destroy();
  }

  async dispose(): Promise<void> {
    await this.project?.dispose();
  }
}
