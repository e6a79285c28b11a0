import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { projectRoot } from "../../sandbox/Paths";
import { ComponentSchema } from "./componentSchema";

/** Where the components' part of the schema lies; schema.json has the resources and functions. */
export const COMPONENT_SCHEMA = join(projectRoot, "provider/componentSchema.json");

/** The components' part of the schema, from their argument interfaces. */
export async function componentSchemaText(): Promise<string> {
  const written = new ComponentSchema(join(projectRoot, "components")).written();
  return format(JSON.stringify(written), { parser: "json", printWidth: 120 });
}

if (require.main === module) void componentSchemaText().then((text) => writeFileSync(COMPONENT_SCHEMA, text));
