import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureCompose } from "../../bench/peers/programs";
import { run } from "../../sandbox/Command";
import { projectRoot } from "./projectRoot";

/** A project of `test/fixtures/compose` under a name of its own, brought up by Compose itself. */
export class ComposeProject {
  /** Where its files lie. */
  readonly folder: string;
  /** The name of its main file. */
  readonly file: string;

  constructor(
    fixture: string,
    readonly name: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly profiles: readonly string[] = [],
  ) {
    this.folder = join(projectRoot, "test/fixtures/compose", fixture);
    this.file = readdirSync(this.folder).find((one) => /compose\.ya?ml$/.test(one)) ?? "";
  }

  /** Sees to it that there is a Compose; it is built at the first time. */
  static prepare(): Promise<string> {
    return ensureCompose();
  }

  async up(): Promise<void> {
    await this.compose("up", "--detach", "--quiet-pull");
  }

  async down({ volumes = true } = {}): Promise<void> {
    await this.compose("down", ...(volumes ? ["--volumes"] : []), "--timeout", "1");
  }

  private async compose(...words: string[]): Promise<void> {
    const profiles = this.profiles.flatMap((one) => ["--profile", one]);
    const own = ["--progress", "quiet", "--project-name", this.name, "--file", this.file, ...profiles];
    await run(await ensureCompose(), [...own, ...words], { cwd: this.folder, env: this.environment });
  }
}
