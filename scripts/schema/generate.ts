import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { projectRoot } from "../../sandbox/Paths";
import { providerFile, resourceFile } from "./classes";
import { ComponentSchema } from "./ComponentSchema";
import { exampleIn, examplesOf } from "./examples";
import { nameOf, providerSchema, RESOURCES } from "./providerSchema";
import { outputName, typesFile } from "./types";

/** Where the components' part of the schema lies; schema.json has the rest. */
export const COMPONENT_SCHEMA = "provider/componentSchema.json";

/** The schema of the provider and the classes over it, by their paths, as the declarations say now. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const classes = RESOURCES.map((declaration): [string, string] => {
    const name = nameOf(declaration.type);
    return [`components/generated/${name}.ts`, resourceFile(declaration, exampleIn("typescript", name), outputName)];
  });
  const files: [string, string][] = [
    ["provider/schema.json", JSON.stringify(providerSchema(examplesOf))],
    ["components/generated/Provider.ts", providerFile()],
    ["components/generated/types.ts", typesFile()],
    ...classes,
  ];
  return new Map(await Promise.all(files.map(async ([path, text]) => [path, await formatted(path, text)] as const)));
}

/** The components' part of the schema, from their argument interfaces, some of which are generated. */
export async function componentSchemaText(): Promise<string> {
  const written = new ComponentSchema(join(projectRoot, "components")).written();
  return formatted(COMPONENT_SCHEMA, JSON.stringify(written));
}

function formatted(path: string, text: string): Promise<string> {
  return format(text, { filepath: path, printWidth: 120 });
}

async function generate(): Promise<void> {
  const write = (path: string, text: string) => writeFileSync(join(projectRoot, path), text);
  for (const [path, text] of await generatedFiles()) write(path, text);
  write(COMPONENT_SCHEMA, await componentSchemaText());
}

if (require.main === module) void generate();
