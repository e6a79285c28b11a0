import { ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "../../sandbox/Environment";
import { engineAddress } from "../../engine/engineAddress";
import { EngineApi } from "../../sandbox/engine/EngineApi";
import { recover } from "../../sandbox/state/Recovery";
import { ProgramFolder } from "./ProgramFolder";
import { PulumiFailure, PulumiRun, changesIn } from "./PulumiRun";
import { TestEngine } from "./TestEngine";
import { uniquePrefix } from "./uniquePrefix";

const PASSPHRASE = "a test's own";

/** Settings of a stack under test. */
export interface PulumiProjectOptions {
  /** The program's folder: `"stack"` for this repository's own stack, else a folder of `test/programs`. */
  readonly program: string;
  /** The stack's name. @default a unique one */
  readonly stack?: string;
  /** Begins the name of whatever the program makes, and is swept at the end. @default a unique one */
  readonly prefix?: string;
  /** Stack configuration; a key without a colon is the project's own. @default none */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Variables laid over this process's environment; undefined removes one. @default none */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** A folder for the state that several stacks share. @default one of its own */
  readonly backend?: string;
}

/** A resource as the state holds it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * A stack under test, driven through the real CLI in a folder of its own.
 *
 * @example
 * const project = await PulumiProject.create({ program: "stack", config: { port: 3001 } });
 * await project.up();
 * await project.dispose();
 */
export class PulumiProject {
  /** How long a command may take. */
  patienceMs = 300_000;

  private constructor(
    readonly prefix: string,
    private name: string,
    private readonly program: ProgramFolder,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async create(options: PulumiProjectOptions): Promise<PulumiProject> {
    const { program, prefix = uniquePrefix(), stack = prefix, config = {}, environment = {} } = options;
    const folder = ProgramFolder.create(program, `${prefix}-${stack}`);
    const backend = options.backend ?? join(folder.path, ".state");
    mkdirSync(backend, { recursive: true });
    const project = new PulumiProject(prefix, stack, folder, {
      ...process.env,
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      ...environment,
    });
    project.configure(config);
    await project.pulumi(["stack", "init", stack]).catch((error: unknown) => {
      folder.remove();
      throw error;
    });
    return project;
  }

  /** The stack's name. */
  get stack(): string {
    return this.name;
  }

  /** Gives the stack another name; `organization/PROJECT/STACK` gives another one to its project too. */
  async rename(to: string): Promise<void> {
    await this.pulumi(["stack", "rename", to, "--stack", this.name]);
    this.name = to.split("/").pop() ?? to;
  }

  /** What the CLI runs with: state, passphrase, Engine. */
  get variables(): NodeJS.ProcessEnv {
    return this.environment;
  }

  /** The folder that the CLI runs in. */
  get folder(): string {
    return this.program.path;
  }

  /** Puts other stack configuration in place of what there is. */
  configure(config: Readonly<Record<string, unknown>>): void {
    this.program.configure(this.stack, config);
  }

  /** Changes one file of the program, for this stack alone. The edit has to change something. */
  edit(file: string, change: (text: string) => string): void {
    this.program.edit(file, change);
  }

  async preview(...flags: string[]): Promise<PulumiRun> {
    return this.pulumi(["preview", "--stack", this.stack, ...flags]);
  }

  /** Without a preview first, unless `--skip-preview=false` is among the flags. */
  async up(...flags: string[]): Promise<PulumiRun> {
    return this.pulumi(["up", "--yes", "--skip-preview", "--stack", this.stack, ...flags]);
  }

  async refresh(...flags: string[]): Promise<PulumiRun> {
    return this.pulumi(["refresh", "--yes", "--skip-preview", "--stack", this.stack, ...flags]);
  }

  async destroy(...flags: string[]): Promise<PulumiRun> {
    return this.pulumi(["destroy", "--yes", "--skip-preview", "--stack", this.stack, ...flags]);
  }

  async import(type: string, name: string, id: string, ...flags: string[]): Promise<PulumiRun> {
    const what = ["import", type, name, id, "--yes", "--skip-preview", "--stack", this.stack];
    return this.pulumi([...what, "--generate-code=false", "--protect=false", ...flags]);
  }

  /** Every resource in the state. */
  async export(): Promise<StateResource[]> {
    const { stdout } = await this.pulumi(["stack", "export", "--stack", this.stack]);
    const state = JSON.parse(stdout) as { deployment: { resources?: StateResource[] } };
    return state.deployment.resources ?? [];
  }

  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.pulumi(["stack", "output", "--json", "--show-secrets", "--stack", this.stack]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** What `preview --json` says would be done: the number of resources by operation. */
  async plan(...flags: string[]): Promise<Record<string, number>> {
    const { stdout } = await this.preview("--json", ...flags);
    return (JSON.parse(stdout) as { changeSummary: Record<string, number> }).changeSummary;
  }

  /** The text of a run that has to fail; one that ends well fails the test. */
  async failure(run: Promise<PulumiRun>): Promise<string> {
    const { text } = await run.then(
      (done) => {
        throw new Error(`this run was to fail and did not:\n${done.text}`);
      },
      (error: unknown) => {
        if (error instanceof PulumiFailure) return error;
        throw error;
      },
    );
    return text;
  }

  /** Any other command of the CLI, in the stack's folder. */
  pulumi(args: readonly string[]): Promise<PulumiRun> {
    const all = [...args, "--non-interactive", "--color", "never"];
    const options = { cwd: this.folder, env: this.environment, timeout: this.patienceMs, maxBuffer: 64 * 1024 * 1024 };
    return new Promise((done, fail) => {
      execFile("pulumi", all, options, (error, stdout, stderr) => {
        const text = `${stdout}${stderr}`;
        if (!error) done({ text, stdout, changes: changesIn(text) });
        else
          fail(new PulumiFailure(`pulumi ${all.join(" ")}`, text, String(error.signal ?? error.code ?? error.message)));
      });
    });
  }

  /** What `npm start` does before its update: puts right what a run that was killed has left behind. */
  async recover(): Promise<void> {
    await recover(this.sandboxEnvironment(), this.stack);
  }

  /** This stack as the sandbox sees it. */
  sandboxEnvironment(): Environment {
    const { environment: env, folder } = this;
    const address = engineAddress({}, env);
    return {
      project: { name: this.program.projectName, folder },
      engine: { host: address.host, isPrivate: false, api: new EngineApi(address) },
      backend: { pulumi: "pulumi", path: [], variables: {}, folder: fileURLToPath(env.PULUMI_BACKEND_URL ?? "") },
      variables: {},
      path: [],
      env,
    };
  }

  /** The same as a process to be killed; what it prints is dropped. */
  launch(args: readonly string[]): ChildProcess {
    const all = [...args, "--stack", this.stack, "--non-interactive", "--color", "never"];
    return spawn("pulumi", all, { cwd: this.folder, env: this.environment, stdio: "ignore" });
  }

  /** Destroys the stack, and removes its folder and whatever still has the prefix, also when destroying fails. */
  async dispose(): Promise<void> {
    try {
      await this.destroy();
    } finally {
      await new TestEngine(this.environment).sweep(this.prefix);
      this.program.remove();
    }
  }

  /** Forgets the stack without destroying it: for one whose state describes what never was on this Engine. */
  abandon(): void {
    this.program.remove();
  }
}
