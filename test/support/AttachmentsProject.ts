import type { Properties } from "../../provider/protocol/values";
import { PulumiProject } from "./PulumiProject";

/** One attachment of the program, by its name there. */
export type Attachments = Readonly<Record<string, Properties>>;

/** A stack of attachments alone, written in YAML, for containers and networks that no program made. */
export class AttachmentsProject {
  private plans = 0;

  private constructor(readonly pulumi: PulumiProject) {}

  static async create(options: { stack?: string } = {}): Promise<AttachmentsProject> {
    return new AttachmentsProject(await PulumiProject.create({ program: "attachments", ...options }));
  }

  /** What the next run lays out. */
  plan(attachments: Attachments): void {
    const resources = Object.fromEntries(
      Object.entries(attachments).map(([name, properties]) => [
        name,
        { type: "dockwire:NetworkAttachment", properties },
      ]),
    );
    const plugins = { providers: [{ name: "dockwire", path: "../../../provider" }] };
    // JSON is YAML too.
    const parts = Object.entries({ runtime: "yaml", plugins, resources });
    const text = parts.map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join("");
    // The same program twice is an edit too.
    this.pulumi.edit("Pulumi.yaml", () => `name: attachments\n${text}# plan ${(this.plans += 1)}\n`);
  }

  /** The same, and an update to it. */
  async up(attachments: Attachments, ...flags: string[]) {
    this.plan(attachments);
    return this.pulumi.up(...flags);
  }

  urn(name: string): string {
    return `urn:pulumi:${this.pulumi.stack}::attachments::dockwire:index:NetworkAttachment::${name}`;
  }
}
