import { interpolate, type Scope } from "./interpolate";

/** A file of variables: `NAME=value` lines, quotes as a shell has them, `#` for comments. */
export function parseVariables(source: string, known: Scope["value"]): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  const scope: Scope = { value: (name) => found.get(name) ?? known(name), unset: () => undefined };
  let rest = source.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  for (let line = 1; rest;) {
    const [name, text, length] = entry(rest, line);
    if (name !== undefined) found.set(name, text?.(scope));
    line += rest.slice(0, length).split("\n").length - 1;
    rest = rest.slice(length);
  }
  return found;
}

type Reading = (scope: Scope) => string;

/** A name (none for a blank line), how its value is read (none for a name alone), and the length of all that. */
function entry(rest: string, line: number): [string | undefined, Reading | undefined, number] {
  const blank = /^[ \t]*(#[^\n]*)?(\n|$)/.exec(rest);
  if (blank) return [undefined, undefined, blank[0].length];
  const head = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*([=:]?)[ \t]*/.exec(rest);
  const name = head?.[1];
  if (!head || name === undefined) throw new SyntaxError(`line ${line} is no NAME=value`);
  const after = rest.slice(head[0].length);
  if (!head[2]) {
    if (!/^(#|\n|$)/.test(after)) throw new SyntaxError(`line ${line} is no NAME=value`);
    return [name, undefined, head[0].length + lineLength(after)];
  }
  const quoted = /^'([^']*)'|^"((?:[^"\\]|\\[^])*)"/.exec(after);
  if (!quoted && /^['"]/.test(after)) throw new SyntaxError(`line ${line} has a quotation mark without its other one`);
  const length = head[0].length + (quoted?.[0].length ?? 0);
  return [name, reading(quoted, after), length + lineLength(rest.slice(length))];
}

function reading(quoted: RegExpExecArray | null, after: string): Reading {
  const [, single, double] = quoted ?? [];
  if (single !== undefined) return () => single;
  if (double !== undefined) return (scope) => interpolate(unescaped(double), scope);
  const plain = (/^[^\n]*/.exec(after)?.[0] ?? "").replace(/(^|[ \t])#.*$/, "").trim();
  return (scope) => interpolate(plain, scope);
}

function lineLength(text: string): number {
  return (/^[^\n]*\n?/.exec(text)?.[0] ?? "").length;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$$" };

function unescaped(text: string): string {
  return text.replace(/\\([^])/g, (all, sign: string) => ESCAPES[sign] ?? all);
}
