/** A property's type as the schema has it. */
export interface SchemaType {
  type?: string;
  $ref?: string;
  items?: SchemaType;
  additionalProperties?: SchemaType;
  oneOf?: readonly SchemaType[];
}

export interface SchemaProperty extends SchemaType {
  description?: string;
  secret?: boolean;
  willReplaceOnChanges?: boolean;
}

type Properties = Record<string, SchemaProperty>;

/** A resource, component, function or type of the schema, with what the page says of it. */
export interface Entry {
  name: string;
  description: string;
  /** Tables by their titles, for instance "Inputs". */
  tables: Record<string, { properties: Properties; required: readonly string[] }>;
}

/** A page of the reference for every language but TypeScript. */
export function schemaPage({ name, description, tables }: Entry): string {
  const [text = "", examples] = description.split("{{% examples %}}");
  const parts = Object.entries(tables)
    .filter(([, { properties }]) => Object.keys(properties).length > 0)
    .map(([title, { properties, required }]) => `## ${title}\n\n${table(properties, new Set(required))}`);
  return [`# ${name}`, text.trim(), ...parts, exampleText(examples)].filter((part) => part !== "").join("\n\n") + "\n";
}

function exampleText(examples: string | undefined): string {
  return (examples ?? "")
    .replace(/\{\{% \/?examples? %\}\}/g, "")
    .replace("## Example Usage", "## Example")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function table(properties: Properties, required: ReadonlySet<string>): string {
  const rows = Object.entries(properties).map(([key, property]) => {
    const marks = [
      required.has(key) ? "required" : "",
      property.secret ? "secret" : "",
      property.willReplaceOnChanges ? "another value replaces it" : "",
    ].filter((mark) => mark !== "");
    const text = [cell(property.description ?? ""), marks.length > 0 ? `*${marks.join(", ")}*` : ""];
    return `| \`${key}\` | ${typeText(property)} | ${text.join(" ").trim()} |`;
  });
  return ["| Property | Type | What it is |", "| --- | --- | --- |", ...rows].join("\n");
}

/** What a reader calls the type; a type of this package leads to its page. */
export function typeText({ type, $ref, items, additionalProperties, oneOf }: SchemaType): string {
  if (oneOf) return oneOf.map(typeText).join(" or ");
  if ($ref !== undefined) return refText($ref);
  if (type === "array" && items) return `list of ${typeText(items)}`;
  if (type === "object" && additionalProperties) return `map of ${typeText(additionalProperties)}`;
  return type ?? "any";
}

function refText(ref: string): string {
  const name = ref.split(/[:/]/).at(-1) ?? ref;
  const isOurs = /^#\/(types|resources)\/dockwire:/.test(ref);
  return isOurs ? `[${name}](${ref.startsWith("#/types/") ? "types.md#" + name.toLowerCase() : `${name}.md`})` : name;
}

function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|");
}
