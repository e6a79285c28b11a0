import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const PATIENCE_MS = 240_000;
const run = promisify(execFile);

/** Somebody's project in an empty folder, outside of the repository, with packages from npm. */
export class PackageConsumer {
  constructor(
    private readonly environment: NodeJS.ProcessEnv = {},
    readonly folder = mkdtempSync(join(tmpdir(), "dockwire-consumer-")),
  ) {}

  /** The same project in another environment. */
  with(environment: NodeJS.ProcessEnv): PackageConsumer {
    return new PackageConsumer({ ...this.environment, ...environment }, this.folder);
  }

  /** Writes a file; what is not text becomes JSON. */
  write(path: string, content: string | object): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }

  /** What makes Pulumi keep the project's state in its folder, and what else its commands are given. */
  get settings(): NodeJS.ProcessEnv {
    const state = join(this.folder, ".state");
    mkdirSync(state, { recursive: true });
    return {
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "a test's own",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      ...this.environment,
    };
  }

  async install(...packages: string[]): Promise<void> {
    await this.run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages]);
  }

  /** A run of a program of its own packages, for instance `tsc`. */
  async bin(name: string, ...words: string[]): Promise<string> {
    return this.run(join(this.folder, "node_modules", ".bin", name), words);
  }

  async pulumi(...words: string[]): Promise<string> {
    return this.run("pulumi", [...words, "--non-interactive", "--color", "never"]);
  }

  /** What a command printed; one that fails throws with it. */
  async run(command: string, words: readonly string[]): Promise<string> {
    const env = { ...process.env, ...this.settings };
    try {
      const options = { cwd: this.folder, env, timeout: PATIENCE_MS, maxBuffer: 64 * 1024 * 1024 };
      const { stdout, stderr } = await run(command, words, options);
      return stdout + stderr;
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      throw new Error(`${command} ${words.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
