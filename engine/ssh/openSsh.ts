import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { AnyAuthMethod, Client, ServerHostKeyAlgorithm, utils } from "ssh2";
import { fingerprint, judgeHostKey, knownHostsLine, knownKeyTypes } from "./knownHosts";
import type { SshTarget } from "./sshTarget";

const HANDSHAKE_MS = 20_000;
const KEEPALIVE_MS = 15_000;

/** Why there is no way through ssh. No other try of the same will help. */
export class SshError extends Error {
  readonly level = "ssh";
}

/** Logs in, after a look at the host's key; `onEnd` is called when the connection is no more. */
export function openSsh(target: SshTarget, onEnd: () => void): Promise<Client> {
  const { host, port, user: username } = target;
  const known = target.knownHostsFiles.map(textOf).join("\n");
  const client = new Client();
  let refusal: string | undefined;
  return new Promise((resolve, reject) => {
    client.once("ready", () => resolve(client));
    client.once("close", onEnd);
    client.on("error", (error) => {
      onEnd();
      reject(refusal === undefined ? error : new SshError(refusal));
    });
    client.connect({
      host,
      port,
      username,
      authHandler: methods(target),
      readyTimeout: HANDSHAKE_MS,
      keepaliveInterval: KEEPALIVE_MS,
      algorithms: { serverHostKey: keyAlgorithms(knownKeyTypes(known, host, port)) },
      hostVerifier: (key: Buffer) => {
        refusal = hostKeyRefusal(target, known, key);
        return refusal === undefined;
      },
    });
  });
}

/** What is wrong with the key that the host shows; undefined when it may be trusted. */
function hostKeyRefusal(target: SshTarget, known: string, key: Buffer): string | undefined {
  const { host, port, user, hostKeys, knownHostsFiles } = target;
  const verdict = judgeHostKey(known, host, port, key);
  if (verdict === "known" || (hostKeys === "off" && verdict !== "revoked")) return undefined;
  if (verdict === "unknown" && hostKeys === "accept-new") {
    const [file] = knownHostsFiles;
    if (file) remember(file, knownHostsLine(host, port, key));
    return undefined;
  }
  const shown = `the host key of ${host}:${port} (${fingerprint(key)})`;
  const files = knownHostsFiles.join(" and ");
  if (verdict === "unknown") {
    return (
      `${shown} is not in ${files}. Connect once with "ssh -p ${port} ${user}@${host}" and compare it, ` +
      `or name another file by sshOpts ("-o UserKnownHostsFile=FILE")`
    );
  }
  return verdict === "revoked"
    ? `${shown} is revoked in ${files}`
    : `${shown} is not the one in ${files}: somebody may be in between. ` +
        `If the machine was set up again, take the old key out with "ssh-keygen -R"`;
}

/** The agent's keys first, as ssh does; keys with a passphrase are for the agent. */
function methods({ user: username, identityFiles, isIdentityGiven }: SshTarget): AnyAuthMethod[] {
  const agent = process.env.SSH_AUTH_SOCK;
  const files = identityFiles.filter((file) => isIdentityGiven || existsSync(file));
  const keys = files.map((file) => ({ file, key: readKey(file) }));
  const locked = keys.find(({ key }) => utils.parseKey(key) instanceof Error);
  if (locked && isIdentityGiven) {
    throw new SshError(`the key ${locked.file} cannot be read without a passphrase; give it to the ssh agent`);
  }
  return [
    { type: "none", username },
    ...(agent ? [{ type: "agent" as const, username, agent }] : []),
    ...keys
      .filter(({ key }) => !(utils.parseKey(key) instanceof Error))
      .map(({ key }) => ({ type: "publickey" as const, username, key })),
  ];
}

function readKey(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new SshError(`the key of sshOpts cannot be read: ${(error as Error).message}`);
  }
}

/** A known RSA key may sign in the newer ways too. */
function keyAlgorithms(types: string[]): ServerHostKeyAlgorithm[] | undefined {
  if (types.length === 0) return undefined;
  const all = types.flatMap((type) => (type === "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [type]));
  return all as ServerHostKeyAlgorithm[];
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function remember(file: string, line: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  appendFileSync(file, line, { mode: 0o600 });
}
