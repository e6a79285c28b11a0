import type { Names } from "../program/Names";
import {
  ConfigValue,
  Joined,
  LocalPath,
  type ProgramConfig,
  type Properties,
  Reference,
  type Value,
} from "../program/Program";
import { splitMarks } from "./secretMarks";
import type { Variables } from "./Variables";

/** The secret settings of a program: what a Compose project keeps in variables and files of them. */
export class Settings {
  private readonly keys = new Map<string, string>();
  /** The values, for the stack alone. */
  readonly values = new Map<string, string>();

  constructor(
    private readonly names: Names,
    private readonly variables: Variables,
  ) {}

  /** The settings as a program declares them. */
  get config(): readonly ProgramConfig[] {
    return [...this.values.keys()].map((key) => ({ key, secret: true }));
  }

  /** A setting for a value; services whose variables are called the same and have the same value share one. */
  secret(name: string, text: string): ConfigValue {
    const value = this.variables.revealed(text);
    const id = JSON.stringify([name, value]);
    const known = this.keys.get(id);
    if (known !== undefined) return new ConfigValue(known);
    const count = [...this.keys.keys()].filter((key) => (JSON.parse(key) as string[])[0] === name).length;
    const key = this.names.of(`setting/${name}/${count}`, count ? `${name}-${count + 1}` : name);
    this.keys.set(id, key);
    this.values.set(key, value);
    return new ConfigValue(key);
  }

  /** Properties with settings in place of the marks in their texts. */
  lifted(properties: Properties): Properties {
    return Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, value === undefined ? undefined : this.lift(value)]),
    );
  }

  private lift(value: Value): Value {
    if (typeof value === "string") return this.liftText(value);
    if (value instanceof Joined) {
      return joined(
        value.parts.flatMap((part): (string | Reference | ConfigValue)[] =>
          typeof part === "string" ? this.parts(part) : [part],
        ),
      );
    }
    if (value instanceof LocalPath) return new LocalPath(this.variables.revealed(value.relative));
    if (typeof value !== "object" || value instanceof Reference || value instanceof ConfigValue) return value;
    if (Array.isArray(value)) return value.map((one: Value) => this.lift(one));
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [this.variables.revealed(key), this.lift(one)]),
    );
  }

  private liftText(text: string): Value {
    const parts = this.parts(text);
    return parts.length < 2 && typeof parts[0] !== "object" ? text : joined(parts);
  }

  private parts(text: string): (string | ConfigValue)[] {
    return splitMarks(text).flatMap((part, i): (string | ConfigValue)[] => {
      if (i % 2) return [this.secret(part, this.variables.plain(part) ?? "")];
      return part ? [part] : [];
    });
  }
}

function joined(parts: readonly (string | Reference | ConfigValue)[]): Value {
  const [first] = parts;
  return parts.length === 1 && typeof first === "object" ? first : new Joined(parts);
}
