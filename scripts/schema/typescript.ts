import type { Described, DescribedType, Type } from "./describe";

/** How wide a comment is. */
const WIDTH = 116;

/** What every generated file begins with. */
export const HEADER = "// Written by `npm run generate` from what provider/ declares. Edits belong there.\n";

/** The interface of what a program gives: every value may be late. */
export function inputInterface(name: string, about: string, properties: readonly Described[]): string {
  return interfaceOf(name, about, properties, inputType);
}

/** The interface of what is known in the end. `names` says what a type is called there. */
export function outputInterface(type: DescribedType, names: (name: string) => string): string {
  return interfaceOf(names(type.name), type.description, type.properties, ({ type }) => valueType(type, names));
}

/** The type of an argument. */
export function inputType({ type, takes }: Described): string {
  if (takes) return type.type === "array" ? `readonly ${takes}[]` : takes;
  return lateType(type);
}

/** The type of a value that is there. */
export function valueType(type: Type, names: (name: string) => string): string {
  if (type.items) return `${valueType(type.items, names)}[]`;
  if (type.additionalProperties) return `Record<string, ${valueType(type.additionalProperties, names)}>`;
  return type.$ref ? names(typeName(type.$ref)) : simpleType(type);
}

/** A doc comment, in as few lines as it needs. */
export function comment(text: string, indent = ""): string {
  const line = `${indent}/** ${text.replace("\n@default", " @default")} */`;
  if (!line.includes("\n") && line.length <= WIDTH + 4) return line;
  const lines = text.split("\n").flatMap((part) => wrapped(part, WIDTH - indent.length));
  return [`${indent}/**`, ...lines.map((one) => `${indent} * ${one}`.trimEnd()), `${indent} */`].join("\n");
}

/** What a property's comment says. */
export function notes({ description, standard }: Described): string {
  return standard ? `${description}\n@default ${standard}` : description;
}

/** The names of the types that properties refer to, each once. */
export function typesIn(properties: readonly Described[]): string[] {
  const refs = (type: Type | undefined): string[] =>
    type ? [...(type.$ref ? [typeName(type.$ref)] : []), ...refs(type.items), ...refs(type.additionalProperties)] : [];
  return [...new Set(properties.flatMap(({ type }) => refs(type)))];
}

function interfaceOf(
  name: string,
  about: string,
  properties: readonly Described[],
  typeOf: (property: Described) => string,
): string {
  const members = properties.map(
    (one) => `${comment(notes(one), "  ")}\n  readonly ${one.key}${one.required ? "" : "?"}: ${typeOf(one)};`,
  );
  return `${comment(about)}\nexport interface ${name} {\n${members.join("\n")}\n}\n`;
}

function lateType(type: Type): string {
  if (type.items) return `pulumi.Input<${lateType(type.items)}[]>`;
  if (type.additionalProperties) return `pulumi.Input<Record<string, ${lateType(type.additionalProperties)}>>`;
  return `pulumi.Input<${type.$ref ? typeName(type.$ref) : simpleType(type)}>`;
}

function simpleType({ type }: Type): string {
  return type === "integer" ? "number" : String(type);
}

function typeName(ref: string): string {
  return ref.split(":").pop() ?? "";
}

/** Breaks a line between words. */
function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of line.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
