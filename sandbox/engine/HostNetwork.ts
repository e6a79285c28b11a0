import { existsSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { CommandError, run } from "../Command";
import { engineChains, FAMILIES, type Family, forwardPolicy, removeRules, setForwardPolicy } from "./Firewall";
import { searchPath } from "./Packages";

const FORWARDING: Record<Family, string> = {
  iptables: "/proc/sys/net/ipv4/ip_forward",
  ip6tables: "/proc/sys/net/ipv6/conf/all/forwarding",
};

/** What a dockerd changes of the machine's network and does not change back when it ends, as it was before. */
interface HostNetwork {
  /** The boot and the network namespace that this was in; in another one nothing of it is left. */
  place: string;
  families: Partial<Record<Family, { forwarding: string; forwardPolicy: string; chains: string[] }>>;
  /** Whether there was a docker0. */
  hasDefaultBridge: boolean;
}

/** Writes down what a dockerd is about to change, unless an earlier start in this boot has. */
export async function rememberHostNetwork(file: string): Promise<void> {
  if (remembered(file)) return;
  const families: HostNetwork["families"] = {};
  for (const family of FAMILIES) {
    const policy = await forwardPolicy(family);
    if (policy === undefined || !existsSync(FORWARDING[family])) continue;
    const forwarding = readFileSync(FORWARDING[family], "utf8").trim();
    families[family] = { forwarding, forwardPolicy: policy, chains: await engineChains(family) };
  }
  const before: HostNetwork = {
    place: place(),
    families,
    hasDefaultBridge: /^\s*docker0:/m.test(readFileSync("/proc/net/dev", "utf8")),
  };
  writeFileSync(file, JSON.stringify(before));
}

/**
 * Undoes what a dockerd that has ended has done to the machine's network, as far as it is on record: its bridges and their
 * rules, and, unless another Engine uses them by now, its chains, docker0, the FORWARD policy and IP forwarding.
 */
export async function restoreHostNetwork(file: string, bridges: string[], isShared: boolean): Promise<void> {
  const before = remembered(file);
  // Without a record in this boot it did not run, and names that it had before may be another one's now.
  const isOwn = (bridge: string) =>
    before ? bridge !== "docker0" || !(isShared || before.hasDefaultBridge) : /^br-[0-9a-f]{12}$/.test(bridge);
  const own = bridges.filter(isOwn);
  for (const bridge of own) await removeBridge(bridge);
  for (const family of FAMILIES) {
    const settings = isShared ? undefined : before?.families[family];
    const chains = (settings && (await engineChains(family)).filter((chain) => !settings.chains.includes(chain))) ?? [];
    await removeRules(family, { bridges: own, chains });
    if (!settings) continue;
    await setForwardPolicy(family, settings.forwardPolicy);
    writeFileSync(FORWARDING[family], settings.forwarding);
  }
}

function remembered(file: string): HostNetwork | undefined {
  if (!existsSync(file)) return undefined;
  const before = JSON.parse(readFileSync(file, "utf8")) as HostNetwork;
  return before.place === place() ? before : undefined;
}

function place(): string {
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return `${boot} ${readlinkSync("/proc/self/ns/net")}`;
}

async function removeBridge(name: string): Promise<void> {
  try {
    await run("ip", ["link", "delete", name], { env: { ...process.env, PATH: searchPath() } });
  } catch (error) {
    if (!(error instanceof CommandError && /Cannot find device/.test(error.output))) throw error;
  }
}
