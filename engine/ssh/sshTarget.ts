import { homedir } from "node:os";
import { join } from "node:path";

/** How an Engine is reached over ssh. */
export interface SshTarget {
  host: string;
  port: number;
  user: string;
  /** Private keys to log in with, beside those of the ssh agent. */
  identityFiles: string[];
  /** Whether `identityFiles` were given, and so have to be there. */
  isIdentityGiven: boolean;
  knownHostsFiles: string[];
  /** As `StrictHostKeyChecking` has it. `accept-new` writes down the key of a host that is new. */
  hostKeys: "strict" | "accept-new" | "off";
}

const DEFAULT_KEYS = ["id_ed25519", "id_ecdsa", "id_rsa"];
const STRICT: Record<string, SshTarget["hostKeys"]> = {
  yes: "strict",
  // Nobody can be asked while a provider runs.
  ask: "strict",
  "accept-new": "accept-new",
  no: "off",
  off: "off",
};
const KNOWN_FLAGS =
  "use -p PORT, -l USER, -i FILE, or -o with Port, User, IdentityFile, UserKnownHostsFile or StrictHostKeyChecking";

/** Reads an ssh address and the options of the ssh command; an option that it does not know is refused, not dropped. */
export function sshTarget(url: URL, sshOpts: readonly string[], env: NodeJS.ProcessEnv): SshTarget {
  const home = env.HOME || homedir();
  const at = (path: string) => path.replace(/^~(?=\/|$)/, home);
  const given = settings(sshOpts);
  const strict = one(given, "stricthostkeychecking") ?? "yes";
  const hostKeys = STRICT[strict.toLowerCase()];
  if (!hostKeys) throw new Error(`sshOpts: StrictHostKeyChecking is yes, accept-new or no, not "${strict}"`);
  const port = Number(url.port || one(given, "port") || 22);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`sshOpts: "${port}" is no port`);
  const identities = given.get("identityfile");
  const known = given.get("userknownhostsfile")?.flatMap((files) => files.split(/\s+/));
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port,
    user: decodeURIComponent(url.username) || one(given, "user") || env.USER || env.USERNAME || "root",
    identityFiles: (identities ?? DEFAULT_KEYS.map((name) => join("~", ".ssh", name))).map(at),
    isIdentityGiven: identities !== undefined,
    knownHostsFiles: (known ?? [join("~", ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"]).map(at),
    hostKeys,
  };
}

const SHORT: Record<string, string> = { p: "port", l: "user", i: "identityfile" };
const LONG = ["port", "user", "identityfile", "userknownhostsfile", "stricthostkeychecking"];

/** The options by their long names in lower case, in the order in which they were given; as with ssh, the first counts. */
function settings(sshOpts: readonly string[]): Map<string, string[]> {
  const words = sshOpts.flatMap((flag) => flag.trim().split(/\s+(?=-)|(?<=^-\w)\s+/)).filter(Boolean);
  const found = new Map<string, string[]>();
  for (let i = 0; i < words.length; i++) {
    const [, letter = "", joined = ""] = /^-(\w)(.*)$/s.exec(words[i] ?? "") ?? [];
    const value = joined || words[++i] || "";
    const [, option = "", rest = ""] = /^(\w+)\s*[=\s]\s*(.*)$/s.exec(value) ?? [];
    const [key, text] = letter === "o" ? [option.toLowerCase(), rest] : [SHORT[letter] ?? "", value];
    if (!LONG.includes(key) || !text) {
      throw new Error(`sshOpts: "${[`-${letter}`, value].join(" ").trim()}" is not supported; ${KNOWN_FLAGS}`);
    }
    found.set(key, [...(found.get(key) ?? []), text]);
  }
  return found;
}

function one(given: Map<string, string[]>, key: string): string | undefined {
  return given.get(key)?.[0];
}
