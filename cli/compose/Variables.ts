import { existsSync, readFileSync } from "node:fs";
import { fileFailure } from "../fileFailure";
import { parseVariables } from "./dotEnv";
import type { Scope } from "./interpolate";
import { isSecret, mark, splitMarks } from "./secretMarks";

/** The variables of a project: those of the shell, and below them those of `.env`. */
export class Variables {
  private constructor(private readonly values: ReadonlyMap<string, string>) {}

  /** `file` has to be there when it was asked for by name. */
  static read(file: string, isRequired: boolean, shell: NodeJS.ProcessEnv): Variables {
    const own = new Map(Object.entries(shell).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    const found =
      isRequired || existsSync(file) ? readVariables(file, file, (name) => own.get(name)) : new Map<string, string>();
    return new Variables(new Map([...found, ...own]));
  }

  /** What stands in the program for the variable: its value, or a mark where that is a secret. */
  readonly value = (name: string): string | undefined => {
    const value = this.values.get(name);
    return value !== undefined && isSecret(name, value) ? mark(name) : value;
  };

  /** The value itself. */
  plain(name: string): string | undefined {
    return this.values.get(name);
  }

  /** A text with the values in place of marks. */
  revealed(text: string): string {
    return splitMarks(text)
      .map((part, i) => (i % 2 ? (this.values.get(part) ?? "") : part))
      .join("");
  }
}

/** A file of variables; a name without a value has the one that `known` tells. `shown` is how messages call it. */
export function readVariables(file: string, shown: string, known: Scope["value"]): Map<string, string> {
  try {
    const all = [...parseVariables(readFileSync(file, "utf8"), known)];
    return new Map(
      all.flatMap(([name, value]) => {
        const found = value ?? known(name);
        return found === undefined ? [] : [[name, found]];
      }),
    );
  } catch (error) {
    throw fileFailure(`Reading variables from ${shown}`, error);
  }
}
