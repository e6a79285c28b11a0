import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../sandbox/Paths";

/** Where the examples are: a page for each resource, component and function. */
export const EXAMPLES = join(projectRoot, "docs/schema");

/** The example of a resource, component or function in the form that Pulumi's registry and SDKs take. */
export function examplesOf(name: string): string {
  const page = pageOf(name);
  return (
    page && `\n\n{{% examples %}}\n## Example Usage\n\n{{% example %}}\n${page}\n{{% /example %}}\n{{% /examples %}}`
  );
}

/** The program of an example in a language; empty without one. */
export function exampleIn(language: "go" | "python" | "typescript" | "yaml", name: string): string {
  return new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "m").exec(pageOf(name))?.[1] ?? "";
}

function pageOf(name: string): string {
  const file = join(EXAMPLES, `${name}.md`);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
}
