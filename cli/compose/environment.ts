import { existsSync } from "node:fs";
import { relative } from "node:path";
import { Joined, type Value } from "../program/Program";
import { wholePath } from "./canonical";
import { flag, list, mapping, text } from "./Json";
import type { Part } from "./Part";
import type { Planning } from "./Planning";
import { isSecret } from "./secretMarks";
import { readVariables } from "./Variables";

/** A service's variables as `NAME=value`. What comes from a file, or looks like a password, is a secret setting. */
export function environmentOf(part: Part, planning: Planning): Value[] {
  const values = new Map<string, { readonly value: string; readonly isHidden: boolean }>();
  for (const [i, entry] of list(part.spec.env_file).entries()) {
    for (const [name, value] of variablesOfFile(part, i, planning)) values.set(name, { value, isHidden: value !== "" });
    if (mapping(entry).format !== undefined) {
      planning.leaveOut(part, ["env_file", i, "format"], "it is read as every file of variables is");
    }
  }
  for (const [name, given] of Object.entries(mapping(part.spec.environment))) {
    const value = given === null ? planning.project.variables.value(name) : text(given);
    if (value === undefined) values.delete(name);
    else values.set(name, { value, isHidden: isSecret(name, value) });
  }
  return [...values].map(([name, { value, isHidden }]) =>
    isHidden ? new Joined([`${name}=`, planning.settings.secret(name, value)]) : `${name}=${value}`,
  );
}

function variablesOfFile(part: Part, index: number, { project }: Planning): Map<string, string> {
  const { path, required } = mapping(list(part.spec.env_file)[index]);
  const file = wholePath(path);
  if (!existsSync(file)) {
    if (flag(required) === false) return new Map();
    throw part.problem(["env_file", index], `there is no file ${relative(process.cwd(), file)}`);
  }
  return readVariables(file, relative(process.cwd(), file), project.variables.value);
}
