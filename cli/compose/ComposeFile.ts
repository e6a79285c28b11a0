import { readFileSync } from "node:fs";
import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { CommandFailure } from "../Context";
import { fileFailure } from "../fileFailure";
import { checkSchema } from "./checkSchema";
import { interpolate, type Scope } from "./interpolate";
import { isMapping, type Json, type JsonObject, type Path } from "./Json";

/** The value of a variable in a file that says this. */
export type Known = (name: string, content: JsonObject) => string | undefined;

/** A Compose file: what it says, with variables in their places, and on which line. */
export class ComposeFile {
  /** Variables that are not set, and where they stand. */
  readonly unset = new Map<string, string>();
  readonly content: JsonObject;

  private constructor(
    /** Its absolute path. */
    readonly path: string,
    private readonly shown: string,
    private readonly parsed: { readonly document: Document; readonly lines: LineCounter },
    known: Known,
  ) {
    const content = this.plainContent();
    if (!isMapping(content)) throw new CommandFailure(`${shown}:1: this is no Compose file: it holds no mapping`);
    this.content = this.interpolated(content, [], (name) => known(name, content)) as JsonObject;
    const [problem] = checkSchema(this.content);
    if (problem) throw this.problem(problem.path, problem.message);
  }

  /** Reads and checks a file; `shown` is how messages call it. */
  static read(path: string, shown: string, known: Known): ComposeFile {
    const lines = new LineCounter();
    const document = parseDocument(contentOf(path, shown), { lineCounter: lines, merge: true, logLevel: "silent" });
    const [error] = document.errors;
    if (error) {
      const [what = ""] = error.message.split("\n");
      throw new CommandFailure(
        `${shown}:${error.linePos?.[0].line ?? 1}: ${what.replace(/ at line \d+, column \d+:?$/, "")}`,
      );
    }
    return new ComposeFile(path, shown, { document, lines }, known);
  }

  /** `FILE:LINE` of what stands there, or of what is nearest above it. */
  place(path: Path): string {
    return `${this.shown}:${this.parsed.lines.linePos(this.walk(path).offset).line}`;
  }

  /** Whether the file says something there. */
  has(path: Path): boolean {
    return this.walk(path).isWhole;
  }

  /** An error about what stands there. */
  problem(path: Path, message: string): CommandFailure {
    return new CommandFailure(`${this.place(path)}: ${path.length ? `${path.join(".")}: ` : ""}${message}`);
  }

  private plainContent(): Json {
    try {
      return (this.parsed.document.toJS({ maxAliasCount: 1000 }) as Json | undefined) ?? null;
    } catch (error) {
      throw new CommandFailure(`${this.shown}: ${(error as Error).message}`);
    }
  }

  private interpolated(value: Json, path: Path, known: Scope["value"]): Json {
    if (typeof value === "string") {
      const unset = (name: string) => this.unset.set(name, this.unset.get(name) ?? this.place(path));
      try {
        return interpolate(value, { value: known, unset });
      } catch (error) {
        if (error instanceof SyntaxError) throw this.problem(path, error.message);
        throw error;
      }
    }
    if (Array.isArray(value)) return value.map((one: Json, i) => this.interpolated(one, [...path, i], known));
    if (!isMapping(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, this.interpolated(one ?? null, [...path, key], known)]),
    );
  }

  private walk(path: Path): { offset: number; isWhole: boolean } {
    let node: unknown = this.parsed.document.contents;
    let offset = 0;
    for (const step of path) {
      const next = this.child(node, step);
      if (next === undefined) return { offset, isWhole: false };
      offset = next.offset;
      node = next.value;
    }
    return { offset, isWhole: true };
  }

  /** What a key or an index leads to, also through anchors and merge keys. */
  private child(node: unknown, step: string | number): { offset: number; value: unknown } | undefined {
    const real = isAlias(node) ? node.resolve(this.parsed.document) : node;
    if (isSeq(real)) {
      const value: unknown = real.items[Number(step)];
      return isNode(value) ? { offset: value.range?.[0] ?? 0, value } : undefined;
    }
    if (!isMap(real)) return undefined;
    for (const pair of real.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      if (String(pair.key.value) === String(step)) return { offset: pair.key.range?.[0] ?? 0, value: pair.value };
    }
    const merged = real.items.find((pair) => isScalar(pair.key) && pair.key.source === "<<")?.value;
    const sources = isSeq(merged) ? merged.items : [merged];
    for (const source of sources) {
      const found = source === undefined ? undefined : this.child(source, step);
      if (found) return found;
    }
    return undefined;
  }
}

function contentOf(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw fileFailure(`Reading ${shown}`, error);
  }
}
