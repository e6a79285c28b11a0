import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { CommandError, run } from "../Command";
import { searchPath } from "./Packages";

/** What a dockerd changes of its host and does not change back when it ends. */
interface NetworkSettings {
  forwarding: string;
  forwardPolicy: string;
}

const FORWARDING = "/proc/sys/net/ipv4/ip_forward";
const TABLES = ["filter", "nat"];

/** Writes down the settings that a dockerd will change, unless an earlier run has. */
export async function rememberNetworkSettings(file: string): Promise<void> {
  if (existsSync(file)) return;
  const forwardPolicy = /^:FORWARD (\w+)/m.exec(await save("filter"))?.[1] ?? "ACCEPT";
  const settings: NetworkSettings = { forwarding: readFileSync(FORWARDING, "utf8").trim(), forwardPolicy };
  writeFileSync(file, JSON.stringify(settings));
}

/** Removes the bridges and firewall rules of a dockerd that has ended, and puts the remembered settings back. */
export async function restoreNetworkSettings(file: string, bridges: string[]): Promise<void> {
  for (const bridge of bridges) await ip("link", "delete", bridge);
  for (const table of TABLES) {
    const lines = (await save(table)).split("\n");
    for (const rule of rulesToDelete(lines, bridges)) await iptables("-t", table, ...rule);
    for (const chain of chainsToDelete(lines)) await iptables("-t", table, "-F", chain);
    for (const chain of chainsToDelete(lines)) await iptables("-t", table, "-X", chain);
  }
  if (!existsSync(file)) return;
  const { forwarding, forwardPolicy } = JSON.parse(readFileSync(file, "utf8")) as NetworkSettings;
  await iptables("-P", "FORWARD", forwardPolicy);
  writeFileSync(FORWARDING, forwarding);
}

/** Out of what `iptables-save` prints: the rules about Docker's chains and bridges, as arguments that delete them. */
export function rulesToDelete(saved: string[], bridges: string[]): string[][] {
  const names = new Set(bridges);
  return saved
    .filter((line) => line.startsWith("-A ") && !/^-A DOCKER/.test(line))
    .map((line) => line.split(" "))
    .filter((words) => {
      const value = (option: string) => words[words.indexOf(option) + 1];
      const onBridge = ["-i", "-o"].some((option) => words.includes(option) && names.has(value(option)));
      return onBridge || (words.includes("-j") && value("-j").startsWith("DOCKER"));
    })
    .map((words) => ["-D", ...words.slice(1)]);
}

function chainsToDelete(saved: string[]): string[] {
  return saved.flatMap((line) => /^:(DOCKER\S*) /.exec(line)?.[1] ?? []);
}

function save(table: string): Promise<string> {
  return run("iptables-save", ["-t", table], { env: { ...process.env, PATH: searchPath() } });
}

async function iptables(...args: string[]): Promise<void> {
  await run("iptables", ["--wait", ...args], { env: { ...process.env, PATH: searchPath() } });
}

async function ip(...args: string[]): Promise<void> {
  try {
    await run("ip", args, { env: { ...process.env, PATH: searchPath() } });
  } catch (error) {
    if (!(error instanceof CommandError && /Cannot find device/.test(error.output))) throw error;
  }
}
