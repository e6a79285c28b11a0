import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mapValues } from "../../components/shared/mapValues";
import { run } from "../../sandbox/Command";
import type { ContainerPlan, Plan } from "../support/Plan";
import type { Peer } from "./Peer";
import { ensureOpenTofu, OpenTofuPrograms, PROVIDER_SOURCE, PROVIDER_VERSION } from "./programs";

/** OpenTofu with the Docker provider. */
export class OpenTofu implements Peer {
  readonly name = "OpenTofu";
  readonly repeatable = true;
  private folder = "";
  private programs: OpenTofuPrograms = { tofu: "", mirror: "" };

  async prepare(): Promise<void> {
    this.programs = await ensureOpenTofu();
    this.folder = mkdtempSync(join(tmpdir(), "bench-tofu-"));
    const mirror = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(this.programs.mirror)}\n  }\n}\n`;
    writeFileSync(join(this.folder, "mirror.tfrc"), mirror);
    this.plan({ networks: {}, containers: {} });
    await this.tofu("init", "-input=false");
  }

  plan({ networks, containers }: Plan): void {
    const images = new Set(Object.values(containers).map(({ image }) => image));
    const resource = {
      docker_network: mapValues(networks, (name) => ({ name })),
      docker_image: Object.fromEntries([...images].map((name) => [keyOf(name), { name, keep_locally: true }])),
      docker_container: mapValues(containers, container),
    };
    const filled = Object.entries(resource).filter(([, all]) => Object.keys(all).length);
    const required = { docker: { source: PROVIDER_SOURCE, version: PROVIDER_VERSION } };
    const declared = filled.length ? { resource: Object.fromEntries(filled) } : {};
    const text = { terraform: { required_providers: required }, ...declared };
    writeFileSync(join(this.folder, "main.tf.json"), JSON.stringify(text));
  }

  async up(): Promise<void> {
    await this.tofu("apply", "-auto-approve", "-input=false");
  }

  async repair(): Promise<void> {
    await this.up();
  }

  /** What it would do, not done. */
  async preview(): Promise<void> {
    await this.tofu("plan", "-input=false");
  }

  async down(): Promise<void> {
    await this.tofu("destroy", "-auto-approve", "-input=false");
  }

  async dispose(): Promise<void> {
    await this.down().finally(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  private tofu(...args: string[]): Promise<string> {
    const env = { ...process.env, TF_CLI_CONFIG_FILE: join(this.folder, "mirror.tfrc"), CHECKPOINT_DISABLE: "1" };
    return run(this.programs.tofu, [...args, "-no-color"], { cwd: this.folder, env });
  }
}

function container({ name, image, on, publish }: ContainerPlan) {
  return {
    name,
    image: `\${docker_image.${keyOf(image)}.image_id}`,
    networks_advanced: on.map(({ network, aliases = [] }) => ({
      name: `\${docker_network.${network}.name}`,
      aliases,
    })),
    ...(publish ? { ports: [{ ip: "127.0.0.1", internal: publish.internal, external: publish.external }] } : {}),
  };
}

function keyOf(image: string): string {
  return image.replace(/\W/g, "_");
}
