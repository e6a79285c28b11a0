import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../Paths";

/** Folders of the Go modules that the tool chain is built from. */
export const goModules = join(projectRoot, "sandbox/toolchain");

/** Tells one state of some of these modules from every other. */
export function modulesDigest(names: readonly string[]): string {
  const hash = createHash("sha256");
  for (const name of names) {
    for (const file of readdirSync(join(goModules, name)).sort()) {
      hash.update(`${name}/${file}\0`).update(readFileSync(join(goModules, name, file)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
