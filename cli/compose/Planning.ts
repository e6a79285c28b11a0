import { Names } from "../program/Names";
import type { Value } from "../program/Program";
import type { ComposeProject } from "./loadProject";
import type { Part } from "./Part";
import type { Report } from "./Report";
import { Settings } from "./Settings";

/** A network or volume as the rest of a program refers to it. */
export interface Named {
  /** Its name on the Engine. */
  readonly name: string;
  /** The same, by reference where the program makes it. */
  readonly value: Value;
}

/** What all parts of one plan share. */
export class Planning {
  readonly names = new Names();
  readonly settings: Settings;
  readonly networks = new Map<string, Named>();
  readonly volumes = new Map<string, Named>();

  constructor(
    readonly project: ComposeProject,
    /** The program's folder. */
    readonly folder: string,
    readonly report: Report,
  ) {
    // A program in YAML finds its own folder under this name.
    this.names.of("reserved/pulumi", "pulumi");
    this.settings = new Settings(this.names, project.variables);
  }

  /** Notes that a key of a part is not carried over. */
  leaveOut(part: Part, path: readonly (string | number)[], why: string): void {
    this.report.note(part.at(...path), part.key(...path), why);
  }
}
