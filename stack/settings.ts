import * as pulumi from "@pulumi/pulumi";
import { containerNameProblem, imageProblem, portProblem } from "../components/shared/names";

/** The name that clients of the first tutorial link their server by. */
export const LINK = "xxx";
/** The name that the second tutorial's server has on its third network alone. */
export const ALIAS = "db";

const CONTAINERS = ["serverName", "linkedServerName", "appName"] as const;
const NETWORKS = ["linkNetwork", "backendNetwork", "frontendNetwork", "frontend2Network"] as const;
const IMAGES = ["redisImage", "appImage", "probeImage"] as const;
const KEYS: readonly string[] = ["namePrefix", ...CONTAINERS, ...NETWORKS, ...IMAGES, "appPort", "probes"];

type Text = (typeof CONTAINERS)[number] | (typeof NETWORKS)[number] | (typeof IMAGES)[number];

/** The settings of this stack, as Pulumi.yaml describes them; names have their prefix. */
export type StackSettings = Readonly<Record<Text, string>> & { readonly appPort: number; readonly probes: boolean };

/** The settings of the selected stack. @throws pulumi.RunError with every wrong key and what is wrong with it */
export function readSettings(): StackSettings {
  return parseSettings(pulumi.runtime.allConfig(), pulumi.getProject());
}

/** Reads the configuration as Pulumi hands it over: the types are checked and the defaults of Pulumi.yaml filled in. */
export function parseSettings(config: Readonly<Record<string, string>>, project: string): StackSettings {
  const given = Object.entries(config).filter(([key]) => key.startsWith(`${project}:`));
  const texts = new Map(given.map(([key, value]) => [key.slice(project.length + 1), value]));
  const text = (key: string) => texts.get(key) ?? "";
  const prefixed = (keys: readonly Text[]) => keys.map((key) => [key, text("namePrefix") + text(key)] as const);
  const containers = prefixed(CONTAINERS);
  const networks = prefixed(NETWORKS);
  const images = IMAGES.map((key) => [key, text(key)] as const);
  const appPort = Number(text("appPort"));

  const problems = [
    ...[...texts.keys()].filter((key) => !KEYS.includes(key)).map((key) => [key, unknownKey()] as const),
    ...containers.map(([key, name]) => [key, nameProblem("container", name)] as const),
    ...networks.map(([key, name]) => [key, nameProblem("network", name)] as const),
    ...[...clashes(containers), ...clashes(networks)],
    ...images.map(([key, image]) => [key, imageProblem(image)] as const),
    ["appPort", portProblem(appPort) && `${appPort} is not a port: give a whole number from 1 to 65535`] as const,
  ].flatMap(([key, problem]) => (problem ? [`"${project}:${key}": ${problem}`] : []));
  if (problems.length) throw new pulumi.RunError(`the stack's configuration cannot be used:\n${problems.join("\n")}`);
  return {
    ...(Object.fromEntries([...containers, ...networks, ...images]) as Record<Text, string>),
    appPort,
    probes: text("probes") === "true",
  };
}

function unknownKey(): string {
  return `this is not a setting; the settings are ${KEYS.join(", ")}`;
}

/** The Engine has one rule for the names of containers and networks. */
function nameProblem(kind: string, name: string): string | undefined {
  if (!containerNameProblem(name)) return undefined;
  return `"${name}" cannot be a ${kind}'s name: begin with a letter or digit, then one or more letters, digits, "_", "." and "-"`;
}

/** Two containers, or two networks, cannot have one name. */
function clashes(names: readonly (readonly [string, string])[]): [string, string][] {
  return names.flatMap(([key, name], i) =>
    names
      .slice(0, i)
      .filter(([, other]) => other === name)
      .map(([other]): [string, string] => [key, `"${name}" is the value of "${other}" too; the two have to differ`]),
  );
}
