import { showMarks } from "./secretMarks";

/** Something of a Compose file that is not in the program, or is in another form. */
export interface Remark {
  /** `FILE:LINE`. */
  readonly where: string;
  /** For instance `services.web.build`. */
  readonly what: string;
  readonly why: string;
}

/** What is not carried over, in the order in which it was found, each once. */
export class Report {
  private readonly found = new Map<string, Remark>();

  note(where: string, what: string, why: string): void {
    this.found.set(`${where} ${what} ${why}`, { where, what: showMarks(what), why: showMarks(why) });
  }

  get remarks(): readonly Remark[] {
    return [...this.found.values()];
  }
}
