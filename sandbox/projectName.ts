import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./Paths";

/** The name in Pulumi.yaml. */
export function projectName(): string {
  const name = /^name:\s*["']?([^"'\s#]+)/m.exec(readFileSync(join(projectRoot, "Pulumi.yaml"), "utf8"))?.[1];
  if (!name)
    throw new Error(`${join(projectRoot, "Pulumi.yaml")} has no name; get it back with \`git checkout Pulumi.yaml\`.`);
  return name;
}
