import {
  ConfigValue,
  given,
  Joined,
  LocalPath,
  partsOf,
  type Program,
  type ProgramConfig,
  type ProgramResource,
  type Properties,
  Reference,
  type Value,
} from "./Program";
import { variablesFor } from "./variablesFor";

const WIDTH = 110;
/** What a property's name may take of a line. */
const ROOM = 20;
/** The program as the text of index.ts. */
export function typescriptProgram(program: Program): string {
  const writer = new Writer(program);
  const body = program.resources.map((one) => writer.resource(one));
  return `${[...writer.imports(), "", ...writer.settings(), ...body].join("\n")}\n`;
}

class Writer {
  private readonly variables: ReadonlyMap<string, string>;
  private readonly settingNames: ReadonlyMap<string, string>;
  private readonly referred: ReadonlySet<string>;
  private readonly parts: readonly Value[];

  constructor(private readonly program: Program) {
    const used = new Set<string>();
    for (const { type } of program.resources) used.add(className(type));
    this.settingNames = variablesFor(
      program.config.map(({ key }) => key),
      used,
    );
    this.variables = variablesFor(
      program.resources.map(({ name }) => name),
      used,
    );
    this.parts = program.resources.flatMap(({ properties }) => partsOf(properties));
    const references = this.parts.flatMap((part) => (part instanceof Reference ? [part.resource] : []));
    this.referred = new Set([...references, ...program.resources.flatMap(({ dependsOn = [] }) => dependsOn)]);
  }

  imports(): string[] {
    const { resources, config } = this.program;
    const own = [...new Set(resources.map(({ type }) => type).filter((type) => type.startsWith("dockwire:")))];
    const hasPath = this.parts.some((part) => part instanceof LocalPath);
    const usesPulumi = config.length > 0 || this.parts.some((part) => part instanceof Joined);
    return [
      ...(hasPath ? [`import { resolve } from "node:path";`] : []),
      ...(resources.some(({ type }) => type.startsWith("docker:"))
        ? [`import * as docker from "@pulumi/docker";`]
        : []),
      ...(usesPulumi ? [`import * as pulumi from "@pulumi/pulumi";`] : []),
      ...(own.length ? [`import { ${own.map(className).sort().join(", ")} } from "dockwire";`] : []),
    ];
  }

  settings(): string[] {
    const { config } = this.program;
    if (!config.length) return [];
    const lines = config.map((one) => `const ${this.settingNames.get(one.key) ?? ""} = ${setting(one)};`);
    return [`const config = new pulumi.Config();`, ...lines, ""];
  }

  resource(one: ProgramResource): string {
    const { name, type, properties } = one;
    const kind = type.startsWith("docker:") ? `docker.${className(type)}` : className(type);
    const variable = this.referred.has(name) ? `const ${this.variables.get(name) ?? ""} = ` : "";
    const options = this.options(one);
    const statement = (args: string) => {
      const all = [JSON.stringify(name), args, ...(options ? [options] : [])];
      return `${variable}new ${kind}(${all.join(", ")});`;
    };
    const line = statement(this.object(properties, "", Infinity));
    return line.length <= WIDTH ? line : statement(this.object(properties, "", 0));
  }

  private options({ dependsOn = [], retainOnDelete, deleteBeforeReplace }: ProgramResource): string {
    const parts = [
      ...(dependsOn.length
        ? [`dependsOn: [${dependsOn.map((name) => this.variables.get(name) ?? "").join(", ")}]`]
        : []),
      ...(retainOnDelete ? ["retainOnDelete: true"] : []),
      ...(deleteBeforeReplace ? ["deleteBeforeReplace: true"] : []),
    ];
    return parts.length ? `{ ${parts.join(", ")} }` : "";
  }

  private object(properties: Properties, indent = "", width = WIDTH): string {
    const inner = `${indent}  `;
    const lines = given(properties).map(([key, value]) => `${propertyKey(key)}: ${this.value(value, inner)}`);
    return list("{ ", lines, " }", { indent, width });
  }

  private value(value: Value, indent: string): string {
    if (typeof value !== "object") return JSON.stringify(value);
    if (value instanceof Reference || value instanceof ConfigValue) return this.access(value);
    if (value instanceof LocalPath) return `resolve(__dirname, ${JSON.stringify(value.relative)})`;
    if (value instanceof Joined) return this.joined(value);
    if (!Array.isArray(value)) return this.object(value as Properties, indent);
    const items = value.map((item: Value) => this.value(item, `${indent}  `));
    return list("[", items, "]", { indent, width: WIDTH });
  }

  private joined({ parts }: Joined): string {
    const text = parts.map((part) =>
      typeof part === "string" ? part.replace(/[\\`]|\$(?=\{)/g, "\\$&") : `\${${this.access(part)}}`,
    );
    return `pulumi.interpolate\`${text.join("").replaceAll("\r", "\\r")}\``;
  }

  private access(value: Reference | ConfigValue): string {
    if (value instanceof ConfigValue) return this.settingNames.get(value.key) ?? "";
    return `${this.variables.get(value.resource) ?? ""}.${value.output}`;
  }
}

function setting({ key, secret, initial }: ProgramConfig): string {
  const name = JSON.stringify(key);
  if (initial === undefined) return `config.require${secret ? "Secret" : ""}(${name})`;
  return `config.get${secret ? "Secret" : ""}(${name}) ?? ${JSON.stringify(initial)}`;
}

/** One line where it fits, else one for each item. */
function list(
  open: string,
  items: readonly string[],
  close: string,
  { indent, width }: { indent: string; width: number },
): string {
  if (!items.length) return `${open}${close}`.replace(/\s/g, "");
  const line = `${open}${items.join(", ")}${close}`;
  if (indent.length + line.length <= width - ROOM && !line.includes("\n")) return line;
  return `${open.trim()}\n${items.map((item) => `${indent}  ${item},\n`).join("")}${indent}${close.trim()}`;
}

function propertyKey(key: string): string {
  // Written plainly it would set the prototype.
  if (key === "__proto__") return `["__proto__"]`;
  return /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
}

function className(type: string): string {
  return type.split(":").pop() ?? type;
}
