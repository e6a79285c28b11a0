import { basename, dirname, resolve } from "node:path";
import { CommandFailure } from "../Context";
import { type JsonObject, optionalText, texts } from "./Json";
import type { Part } from "./Part";
import type { Report } from "./Report";
import type { Variables } from "./Variables";

/** The variable that a file may use for its project's name, whoever gave it. */
export const NAME_VARIABLE = "COMPOSE_PROJECT_NAME";

/** Which project to read, and how. */
export interface ProjectOptions {
  readonly file: string;
  /** @default `.env` beside the file */
  readonly envFile?: string;
  /** @default what Compose would take: COMPOSE_PROJECT_NAME, the file's own, that of its folder */
  readonly projectName?: string;
  readonly profiles: readonly string[];
}

/** What the names of a project on the Engine begin with. */
export function projectName(
  { projectName: asked, file }: ProjectOptions,
  content: JsonObject,
  variables: Variables,
): string {
  const folder = basename(dirname(resolve(file))).toLowerCase();
  const given = asked ?? variables.plain(NAME_VARIABLE) ?? optionalText(content.name);
  const name = given ?? folder.replace(/[^a-z0-9_-]/g, "").replace(/^[_-]+/, "");
  if (/^[a-z0-9][a-z0-9_-]*$/.test(name)) return name;
  throw new CommandFailure(
    `"${name}" cannot be a project's name: give one of small letters, digits, "-" and "_" with --project-name.`,
  );
}

/** The services whose profiles are on, and those that have none. */
export function enabledServices(
  services: ReadonlyMap<string, Part>,
  { options, variables, report }: { options: ProjectOptions; variables: Variables; report: Report },
): Map<string, Part> {
  const wanted = new Set([...options.profiles, ...(variables.plain("COMPOSE_PROFILES") ?? "").split(",")]);
  const isOn = ({ spec }: Part) => {
    const profiles = texts(spec.profiles);
    return !profiles.length || wanted.has("*") || profiles.some((one) => wanted.has(one));
  };
  for (const part of services.values()) {
    if (isOn(part)) continue;
    const why = `its profiles are off: --profile ${texts(part.spec.profiles).join(" or ")} takes it`;
    report.note(part.at("profiles"), part.key(), why);
  }
  return new Map([...services].filter(([, part]) => isOn(part)));
}
