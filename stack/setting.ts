import { containerNameProblem, imageProblem, portProblem } from "../components/shared/names";

/** What a text came to. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** One setting of a stack. */
export interface Setting<T> {
  /** As Pulumi.yaml calls the type. */
  readonly type: "string" | "integer" | "boolean";
  readonly byDefault: T;
  /** Reads the text of the configuration; undefined stands for the default. Names get the prefix. */
  parse(text: string | undefined, prefix: string): Parsed<T>;
}

/** A container's or network's name, which the prefix is put before; the Engine has one rule for both. */
export function name(kind: "container" | "network", byDefault: string): Setting<string> {
  return {
    type: "string",
    byDefault,
    parse: (text = byDefault, before) => {
      const full = before + text;
      if (text && !containerNameProblem(full)) return { value: full };
      const rule = `begin with a letter or digit, then one or more letters, digits, "_", "." and "-"`;
      return { problem: `"${full}" cannot be a ${kind}'s name: ${rule}` };
    },
  };
}

/** What names begin with; names have to be possible with it, which each of them says by itself. */
export function prefix(byDefault: string): Setting<string> {
  return { type: "string", byDefault, parse: (text = byDefault) => ({ value: text }) };
}

export function image(byDefault: string): Setting<string> {
  return {
    type: "string",
    byDefault,
    parse: (text = byDefault) => {
      const problem = imageProblem(text);
      return problem ? { problem } : { value: text };
    },
  };
}

/** A port of the host, 1 to 65535. */
export function port(byDefault: number): Setting<number> {
  return {
    type: "integer",
    byDefault,
    parse: (text = String(byDefault)) => {
      const number = /^\d+$/.test(text) ? Number(text) : NaN;
      return portProblem(number)
        ? { problem: `"${text}" is not a port: give a whole number from 1 to 65535` }
        : { value: number };
    },
  };
}

export function flag(byDefault: boolean): Setting<boolean> {
  return {
    type: "boolean",
    byDefault,
    parse: (text = String(byDefault)) =>
      text === "true" || text === "false"
        ? { value: text === "true" }
        : { problem: `"${text}" is neither true nor false` },
  };
}

/** One of some words; the first is the default. */
export function choice<const Word extends string>(byDefault: Word, ...others: Word[]): Setting<Word> {
  const words = [byDefault, ...others];
  return {
    type: "string",
    byDefault,
    parse: (text = byDefault) => {
      const word = words.find((one) => one === text);
      return word ? { value: word } : { problem: `"${text}" is none of ${words.map((one) => `"${one}"`).join(", ")}` };
    },
  };
}
