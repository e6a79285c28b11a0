import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "./Paths";

/** What Pulumi.yaml says, as far as the sandbox wants to know. */
export interface ProjectSettings {
  name: string;
  backend?: object;
}

export function readProjectSettings(folder = projectRoot): ProjectSettings {
  const file = join(folder, "Pulumi.yaml");
  const settings = parse(readFileSync(file, "utf8")) as Partial<ProjectSettings> | null;
  if (typeof settings?.name !== "string" || settings.name === "") {
    throw new Error(`${file} has no name; get it back with \`git checkout Pulumi.yaml\`.`);
  }
  return { ...settings, name: settings.name };
}
