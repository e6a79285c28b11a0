import * as pulumi from "@pulumi/pulumi";
import { choice, flag, image, name, port, prefix, Setting } from "./setting";

/** The name that clients of the first tutorial link their server by. */
export const LINK = "xxx";
/** The name that the second tutorial's server has on its third network alone. */
export const ALIAS = "db";

/** The settings of this stack. Pulumi.yaml describes them to the CLI; a unit test holds the two against each other. */
export const SETTINGS = {
  namePrefix: prefix(""),
  serverName: name("container", "redis"),
  linkedServerName: name("container", "redis-server"),
  appName: name("container", "app"),
  linkNetwork: name("network", "link-network"),
  backendNetwork: name("network", "backend-network"),
  frontendNetwork: name("network", "frontend-network"),
  frontend2Network: name("network", "frontend-network2"),
  redisImage: image("redis"),
  appImage: image("katacoda/redis-node-docker-example"),
  probeImage: image("alpine"),
  appPort: port(3000),
  mode: choice("tutorial", "production"),
  keepData: flag(false),
  linkTutorial: flag(true),
  frontendAttached: flag(true),
  probes: flag(false),
} as const;

/** What the settings come to: names with their prefix, numbers as numbers. */
export type StackSettings = {
  readonly [Key in keyof typeof SETTINGS]: (typeof SETTINGS)[Key] extends Setting<infer Value> ? Value : never;
};

/** Names that have to differ from each other, as they name things of one kind. */
const APART: readonly (readonly (keyof StackSettings)[])[] = [
  ["serverName", "linkedServerName", "appName"],
  ["linkNetwork", "backendNetwork", "frontendNetwork", "frontend2Network"],
];

/** The settings of the stack at hand. @throws pulumi.RunError with every wrong key and what is wrong with it */
export function readSettings(): StackSettings {
  return parseSettings(pulumi.runtime.allConfig(), pulumi.getProject());
}

/** The settings in a configuration as Pulumi hands it over: keys with their project, values as text. */
export function parseSettings(config: Readonly<Record<string, string>>, project: string): StackSettings {
  const given = Object.entries(config).filter(([key]) => key.startsWith(`${project}:`));
  const texts = new Map(given.map(([key, value]) => [key.slice(project.length + 1), value]));
  const problems: string[] = [];
  for (const key of texts.keys()) {
    if (!(key in SETTINGS))
      problems.push(`"${project}:${key}" is not a setting; there are ${Object.keys(SETTINGS).join(", ")}`);
  }
  const before = texts.get("namePrefix") ?? SETTINGS.namePrefix.byDefault;
  const values = Object.entries<Setting<unknown>>(SETTINGS).map(([key, setting]) => {
    const value = setting.parse(texts.get(key), before);
    if ("problem" in value) problems.push(`"${project}:${key}": ${value.problem}`);
    return [key, "value" in value ? value.value : undefined];
  });
  const settings = Object.fromEntries(values) as StackSettings;
  for (const keys of APART) problems.push(...clashes(settings, keys, project));
  if (problems.length) throw new pulumi.RunError(`the stack's configuration cannot be used:\n${problems.join("\n")}`);
  return settings;
}

function clashes(settings: StackSettings, keys: readonly (keyof StackSettings)[], project: string): string[] {
  return keys.flatMap((key, i) =>
    keys
      .slice(0, i)
      .filter((other) => settings[key] !== undefined && settings[other] === settings[key])
      .map((other) => `"${project}:${key}" and "${project}:${other}" are both "${settings[key]}"; they have to differ`),
  );
}
