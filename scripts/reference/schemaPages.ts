import { type Entry, schemaPage, type SchemaProperty } from "./schemaPage";

interface ObjectShape {
  description?: string;
  properties?: Record<string, SchemaProperty>;
  required?: readonly string[];
}

interface ResourceShape extends ObjectShape {
  inputProperties?: Record<string, SchemaProperty>;
  requiredInputs?: readonly string[];
  isComponent?: boolean;
}

interface FunctionShape {
  description?: string;
  inputs?: ObjectShape;
  outputs?: ObjectShape;
}

/** As much of a Pulumi schema as the pages need. */
export interface Schema {
  provider: ResourceShape;
  types: Record<string, ObjectShape>;
  resources: Record<string, ResourceShape>;
  functions: Record<string, FunctionShape>;
}

/** The reference for YAML, Python and Go: a page by its name for each thing of the schema, one for all types, an index. */
export function schemaPages(schema: Schema): Map<string, string> {
  const resources = Object.entries(schema.resources).map(([token, shape]) => resourceEntry(nameOf(token), shape));
  const functions = Object.entries(schema.functions).map(([token, shape]) => functionEntry(nameOf(token), shape));
  const provider = resourceEntry("Provider", schema.provider);
  const isComponent = (name: string) => schema.resources[`dockwire:index:${name}`]?.isComponent === true;
  const components = resources.filter(({ name }) => isComponent(name));
  const others = [...resources.filter(({ name }) => !isComponent(name)), provider];
  const index = { Components: components, Resources: others, Functions: functions };
  return new Map([
    ["README.md", indexPage(index)],
    ["types.md", typesPage(schema.types)],
    ...[...components, ...others, ...functions].map((entry) => [`${entry.name}.md`, schemaPage(entry)] as const),
  ]);
}

function resourceEntry(name: string, shape: ResourceShape): Entry {
  const { description = "", inputProperties = {}, requiredInputs = [], properties = {} } = shape;
  const outputs = Object.fromEntries(Object.entries(properties).filter(([key]) => !(key in inputProperties)));
  const tables = {
    Inputs: { properties: inputProperties, required: requiredInputs },
    Outputs: { properties: outputs, required: [] },
  };
  return { name, description, tables };
}

function functionEntry(name: string, { description = "", inputs, outputs }: FunctionShape): Entry {
  const tables = {
    Arguments: { properties: inputs?.properties ?? {}, required: inputs?.required ?? [] },
    Result: { properties: outputs?.properties ?? {}, required: [] },
  };
  return { name, description, tables };
}

function typesPage(types: Schema["types"]): string {
  const sections = Object.entries(types)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([token, { description = "", properties = {}, required = [] }]) => {
      const page = schemaPage({ name: nameOf(token), description, tables: { "": { properties, required } } });
      return page.replace(/^# /, "## ").replace("\n## \n\n", "\n").trim();
    });
  return `# Types\n\nObjects that inputs and outputs are made of.\n\n${sections.join("\n\n")}\n`;
}

function indexPage(index: Record<string, Entry[]>): string {
  const sections = Object.entries(index).map(([title, entries]) => {
    const rows = entries.map(({ name, description }) => `- [${name}](${name}.md): ${firstSentence(description)}`);
    return `## ${title}\n\n${rows.join("\n")}`;
  });
  return `# Reference

For YAML, Python and Go; TypeScript has [a reference of its own](typescript/README.md). Properties are written as YAML has
them. Python writes \`containerName\` as \`container_name\`, Go as \`ContainerName\`. Inputs are outputs too.

${sections.join("\n\n")}
`;
}

function firstSentence(text: string): string {
  return /^[^]*?[.:](?=\s|$)/.exec(text.trim())?.[0].replace(/:$/, ".").replace(/\s+/g, " ") ?? text;
}

function nameOf(token: string): string {
  return token.split(":")[2] ?? token;
}
