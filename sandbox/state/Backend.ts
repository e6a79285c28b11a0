import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { localRoot, projectRoot } from "../Paths";
import { readProjectSettings } from "../projectSettings";
import { say } from "../Step";
import { ourHome, type ToolChain } from "../toolchain/ToolChain";

/** Where Pulumi keeps the state, as environment variables, and which `pulumi` to call. */
export interface Backend {
  variables: Record<string, string>;
  /** Folders that go first on PATH. */
  path: string[];
  /** The `pulumi` to run. */
  pulumi: string;
  /** Folder of the state while it is local to this project; undefined: the user's own backend. */
  folder?: string;
}

const stateFolder = join(localRoot, "state");
const passphraseFile = join(localRoot, "passphrase");
const ownUrl = pathToFileURL(stateFolder).href;

/** The backend that the user is logged in to, else one in a folder of this project, made on first use. */
export function ensureBackend(tools: ToolChain): Backend {
  const credentials = loginFolder();
  if (credentials !== undefined) {
    // Our own tool chain has a home of its own, where the user's login is not to be found.
    const variables: Record<string, string> = tools.home && credentials ? { PULUMI_CREDENTIALS_PATH: credentials } : {};
    return { variables, path: [], pulumi: tools.pulumi };
  }
  if (!existsSync(stateFolder)) {
    mkdirSync(stateFolder, { recursive: true });
    say("state", `kept in ${stateFolder}, as you are not logged in to a Pulumi backend`);
  }
  const variables: Record<string, string> = {
    PULUMI_BACKEND_URL: ownUrl,
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
  };
  if (process.env.PULUMI_CONFIG_PASSPHRASE === undefined) {
    const given = process.env.PULUMI_CONFIG_PASSPHRASE_FILE;
    variables.PULUMI_CONFIG_PASSPHRASE_FILE = given || ensurePassphrase();
  }
  const bin = ensureWrapper(tools.pulumi);
  return { variables, path: [bin], pulumi: join(bin, "pulumi"), folder: stateFolder };
}

/** The folder with the user's Pulumi login; "" for a login out of environment variables; undefined: none. */
function loginFolder(): string | undefined {
  const url = process.env.PULUMI_BACKEND_URL;
  if ((url && url !== ownUrl) || process.env.PULUMI_ACCESS_TOKEN) return "";
  if (readProjectSettings().backend) return "";
  const home = ourHome(process.env.PULUMI_HOME) ? undefined : process.env.PULUMI_HOME;
  const folder = process.env.PULUMI_CREDENTIALS_PATH || home || join(homedir(), ".pulumi");
  const file = join(folder, "credentials.json");
  if (!existsSync(file)) return undefined;
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { current?: string }).current ? folder : undefined;
  } catch (error) {
    throw new Error(
      `Could not read your Pulumi login in ${file}: ${(error as Error).message}. Run \`pulumi login\` again.`,
    );
  }
}

function ensurePassphrase(): string {
  if (existsSync(passphraseFile)) return passphraseFile;
  const partial = `${passphraseFile}.${process.pid}`;
  writeFileSync(partial, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  try {
    linkSync(partial, passphraseFile); // never over the one that another run has just made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(partial);
  }
  return passphraseFile;
}

function ensureWrapper(pulumi: string): string {
  const bin = join(localRoot, "bin");
  const file = join(bin, "pulumi");
  const parts = [join(projectRoot, "sandbox/state/pulumi.sh"), projectRoot, pulumi].map(quoted);
  const text = `#!/bin/sh\nexec sh ${parts.join(" ")} "$@"\n`;
  mkdirSync(bin, { recursive: true });
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text, { mode: 0o755 });
  return bin;
}

/** The text as one word of a POSIX shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
