import { createHash, createHmac } from "node:crypto";

/** What known_hosts files say of a host's key. */
export type HostKeyVerdict = "known" | "unknown" | "changed" | "revoked";

interface Line {
  marker: string;
  type: string;
  key: string;
}

/** Judges the key that a host shows by the text of known_hosts files (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
export function judgeHostKey(text: string, host: string, port: number, key: Buffer): HostKeyVerdict {
  const shown = key.toString("base64");
  const lines = linesOf(text, hostName(host, port));
  if (lines.some((line) => line.marker === "@revoked" && line.key === shown)) return "revoked";
  const plain = lines.filter((line) => line.marker === "");
  if (plain.some((line) => line.key === shown)) return "known";
  return plain.length ? "changed" : "unknown";
}

/** The types of the keys that are known of a host: it has to show one of these. */
export function knownKeyTypes(text: string, host: string, port: number): string[] {
  const plain = linesOf(text, hostName(host, port)).filter((line) => line.marker === "");
  return [...new Set(plain.map((line) => line.type))];
}

/** A line for a known_hosts file. */
export function knownHostsLine(host: string, port: number, key: Buffer): string {
  return `${hostName(host, port)} ${keyType(key)} ${key.toString("base64")}\n`;
}

/** The form in which `ssh` and `ssh-keygen -l` show a key. */
export function fingerprint(key: Buffer): string {
  return `${keyType(key)} SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

function hostName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** A key begins with its type, as a string with its length in front. */
function keyType(key: Buffer): string {
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString("latin1");
}

function linesOf(text: string, name: string): Line[] {
  return text.split("\n").flatMap((line) => {
    const words = line.trim().split(/\s+/);
    if (!words[0] || words[0].startsWith("#")) return [];
    const marker = words[0].startsWith("@") ? (words.shift() ?? "") : "";
    const [hosts = "", type = "", key = ""] = words;
    return key && matches(hosts, name) ? [{ marker, type, key }] : [];
  });
}

function matches(hosts: string, name: string): boolean {
  if (hosts.startsWith("|1|")) {
    const [, , salt = "", hash = ""] = hosts.split("|");
    return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
  }
  const patterns = hosts.toLowerCase().split(",");
  const any = (list: string[]) => list.some((pattern) => wildcard(pattern).test(name));
  return (
    any(patterns.filter((pattern) => !pattern.startsWith("!"))) &&
    !any(patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1)))
  );
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
}
