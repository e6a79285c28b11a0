import { CommandError, run } from "../Command";
import { searchPath } from "./Packages";

/** The two firewalls of a machine: `iptables` and `ip6tables`. */
export const FAMILIES = ["iptables", "ip6tables"] as const;
export type Family = (typeof FAMILIES)[number];

const TABLES = ["filter", "nat", "raw"];

/** What of a firewall belongs to an Engine. */
export interface EngineRules {
  /** Names of its bridges. */
  bridges: readonly string[];
  /** Names of its chains; none while another Engine uses the same ones. */
  chains: readonly string[];
}

/** What `iptables-save` prints of a table; "" where this machine has no such table. */
export async function savedRules(family: Family, table: string): Promise<string> {
  try {
    return await run(`${family}-save`, ["-t", table], environment());
  } catch (error) {
    if (error instanceof CommandError) return "";
    throw error;
  }
}

/** The chains that an Engine has made, with the table of each: "filter DOCKER". */
export async function engineChains(family: Family): Promise<string[]> {
  const found = await Promise.all(
    TABLES.map(async (table) => chainsIn(await savedRules(family, table)).map((chain) => `${table} ${chain}`)),
  );
  return found.flat();
}

/** What the FORWARD chain does with a packet that no rule is about; undefined where there is no such chain. */
export async function forwardPolicy(family: Family): Promise<string | undefined> {
  return /^:FORWARD (\w+)/m.exec(await savedRules(family, "filter"))?.[1];
}

export async function setForwardPolicy(family: Family, policy: string): Promise<void> {
  await run(family, ["--wait", "-P", "FORWARD", policy], environment());
}

/** Removes an Engine's rules and chains of all tables; `chains` are in the form of `engineChains`. */
export async function removeRules(family: Family, { bridges, chains }: EngineRules): Promise<void> {
  for (const table of TABLES) {
    const own = chains.filter((chain) => chain.startsWith(`${table} `)).map((chain) => chain.slice(table.length + 1));
    const change = (...words: string[]) => run(family, ["--wait", "-t", table, ...words], environment());
    const rules = rulesToDelete((await savedRules(family, table)).split("\n"), { bridges, chains: own });
    for (const rule of rules) await change(...rule);
    for (const chain of own) await change("-F", chain);
    for (const chain of own) await change("-X", chain);
  }
}

/** Out of what `iptables-save` prints: the rules about an Engine's chains and bridges, as arguments that delete them. */
export function rulesToDelete(saved: readonly string[], { bridges, chains }: EngineRules): string[][] {
  return saved
    .filter((line) => line.startsWith("-A "))
    .map((line) => line.split(" "))
    .filter((words) => {
      if (chains.includes(words[1])) return false; // goes with its chain
      const names = (option: string, values: readonly string[]) =>
        words.some((word, index) => word === option && values.includes(words[index + 1]));
      return names("-i", bridges) || names("-o", bridges) || names("-j", chains);
    })
    .map((words) => ["-D", ...words.slice(1)]);
}

function chainsIn(saved: string): string[] {
  return [...saved.matchAll(/^:(DOCKER\S*) /gm)].map((match) => match[1]);
}

function environment() {
  return { env: { ...process.env, PATH: searchPath() } };
}
