import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageSchema } from "../../provider/packageSchema";
import { run } from "../../sandbox/Command";
import { projectRoot } from "../../sandbox/Paths";
import { schemaPages } from "./schemaPages";

const REFERENCE = join(projectRoot, "docs/reference");
const TYPEDOC = join(projectRoot, "node_modules/typedoc/bin/typedoc");

/** Writes the whole reference into an empty folder: from the schema, and for TypeScript from the sources. */
async function writeReference(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of schemaPages(packageSchema)) writeFileSync(join(folder, file), text);
  const options = join(projectRoot, "scripts/reference/typedoc.json");
  await run(process.execPath, [TYPEDOC, "--options", options, "--out", join(folder, "typescript")], {
    cwd: projectRoot,
  });
}

/** The files of two folders that differ or that only one of them has. */
function differences(one: string, other: string): string[] {
  const [mine, theirs] = [textsBelow(one), textsBelow(other)];
  return [...new Set([...mine.keys(), ...theirs.keys()])].filter((file) => mine.get(file) !== theirs.get(file)).sort();
}

function textsBelow(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

/** With `--check`: fails when the reference is not what would be written now. */
async function main(check: boolean): Promise<void> {
  if (!check) {
    rmSync(REFERENCE, { recursive: true, force: true });
    return writeReference(REFERENCE);
  }
  const folder = mkdtempSync(join(tmpdir(), "dockwire-reference-"));
  try {
    await writeReference(folder);
    const stale = differences(REFERENCE, folder);
    if (stale.length === 0) return;
    process.exitCode = 1;
    console.error(`docs/reference is stale; "npm run generate" writes it. These differ:\n  ${stale.join("\n  ")}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main(process.argv.includes("--check"));
