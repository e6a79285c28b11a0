import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mapValues } from "../../components/shared/mapValues";
import { run } from "../../sandbox/Command";
import type { Plan } from "../support/Plan";
import type { Peer } from "./Peer";
import { ensureCompose } from "./programs";

/** Docker Compose. */
export class Compose implements Peer {
  readonly repeatable = true;
  private folder = "";
  private program = "";

  constructor(
    readonly name: string,
    private readonly project: string,
  ) {}

  async prepare(): Promise<void> {
    this.program = await ensureCompose();
    this.folder = mkdtempSync(join(tmpdir(), "bench-compose-"));
    this.plan({ networks: {}, containers: {} });
  }

  plan({ networks, containers }: Plan): void {
    const services = mapValues(containers, ({ name, image, on, publish }) => ({
      image,
      container_name: name,
      networks: Object.fromEntries(on.map(({ network, aliases = [] }) => [network, { aliases }])),
      ...(publish ? { ports: [`127.0.0.1:${publish.external}:${publish.internal}`] } : {}),
    }));
    // JSON is YAML too.
    const text = { name: this.project, networks: mapValues(networks, (name) => ({ name })), services };
    writeFileSync(join(this.folder, "compose.yaml"), JSON.stringify(text));
  }

  async up(): Promise<void> {
    await this.compose("up", "--detach", "--remove-orphans");
  }

  async repair(): Promise<void> {
    await this.up();
  }

  async down(): Promise<void> {
    await this.compose("down", "--volumes");
  }

  async dispose(): Promise<void> {
    await this.down().finally(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  private compose(...args: string[]): Promise<string> {
    return run(this.program, ["--progress", "quiet", ...args], { cwd: this.folder });
  }
}
