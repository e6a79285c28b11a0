import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { EngineData } from "./engine/EngineData";
import { dataFolder } from "./engine/PrivateEngine";
import { localRoot } from "./Paths";
import { readProjectSettings } from "./projectSettings";
import { StateFile } from "./state/StateFile";

/** The stacks whose state is in this project's folder. */
export function localStacks(): string[] {
  const folder = stacksFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
}

/**
 * What on the private Engine is not of this checkout's stacks: containers and volumes of other checkouts, or made by hand.
 * Each with its kind: "container web", "volume data".
 */
export function othersOnEngine(): string[] {
  const resources = localStacks().flatMap(
    (stack) => StateFile.at(join(stacksFolder(), `${stack}.json`)).read().resources ?? [],
  );
  const ids = new Set(resources.map(({ id }) => id));
  const data = new EngineData(dataFolder);
  return [
    ...data.containers().flatMap(({ id, name }) => (ids.has(id) ? [] : [`container ${name}`])),
    ...data.volumes().flatMap((name) => (ids.has(name) ? [] : [`volume ${name}`])),
  ].sort();
}

function stacksFolder(): string {
  return join(localRoot, "state/.pulumi/stacks", readProjectSettings().name);
}
