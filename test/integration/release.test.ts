import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, run } from "../../sandbox/Command";
import { buildPackages } from "../../scripts/package/buildPackages";
import { readyPython } from "../support/languagePrograms";
import { integrationSuite } from "../support/integrationSuite";
import { needProgram } from "../support/needProgram";
import { PackageConsumer } from "../support/PackageConsumer";
import { projectRoot } from "../support/projectRoot";
import { uniquePrefix } from "../support/uniquePrefix";

const versionOf = (folder: string) =>
  (JSON.parse(readFileSync(join(projectRoot, folder, "package.json"), "utf8")) as { version: string }).version;
const ARCHITECTURES: Partial<Record<string, string>> = { x64: "amd64" };

const LATER = "0.99.0";

interface Exported {
  readonly deployment: { readonly resources: readonly { readonly provider?: string }[] };
}

integrationSuite("A release", ["engine", "pulumi", "registry"], (engine) => {
  const prefix = uniquePrefix();
  const version = versionOf("");
  const [first, second] = [1, 2].map(() => mkdtempSync(join(tmpdir(), "dockwire-release-"))) as [string, string];
  const plugin = `pulumi-resource-dockwire-v${version}-${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`;
  const home = mkdtempSync(join(tmpdir(), "dockwire-home-"));
  const program = new PackageConsumer({ PULUMI_HOME: home });

  const lay = (wanted: string, alias: string) =>
    program.write(
      "Pulumi.yaml",
      `name: installed
runtime: yaml
resources:
  backend:
    type: dockwire:AppNetwork
    options: { version: ${wanted} }
    properties:
      networkName: ${prefix}-backend
      redis: { containerName: ${prefix}-redis, image: redis, keepData: false }
  frontend:
    type: dockwire:AppNetwork
    options: { version: ${wanted} }
    properties:
      networkName: ${prefix}-frontend
      attachments: { redis: { server: "\${backend.redis}", aliases: [${alias}] } }
`,
    );
  const redis = async () => {
    const found = await engine.container(`${prefix}-redis`);
    const networks = found?.NetworkSettings.Networks ?? {};
    const { Aliases } = networks[`${prefix}-frontend`] as { Aliases: string[] };
    const { Id: id, State } = found ?? assert.fail("there is no redis");
    return { id, started: State.StartedAt, networks: Object.keys(networks).sort(), aliases: Aliases };
  };

  before("it is built, twice", async function () {
    needProgram(this, "go", "the generators of SDKs are built with it");
    await buildPackages(first);
    await buildPackages(second);
  });
  after(async () => {
    program.remove();
    for (const folder of [first, second, home]) rmSync(folder, { recursive: true, force: true });
    await engine.sweep(prefix);
  });

  it("has the npm package, the plugin for six kinds of machine, and the SDKs for Python and Go", () => {
    const kinds = ["darwin", "linux", "windows"].flatMap((system) => [`${system}-amd64`, `${system}-arm64`]);
    const wanted = [
      `dockwire-${version}.tgz`,
      ...kinds.map((kind) => `pulumi-resource-dockwire-v${version}-${kind}.tar.gz`),
      `pulumi_dockwire-${version}.tar.gz`,
      `pulumi-dockwire-go-${version}.tar.gz`,
      "SHA256SUMS",
    ];
    assert.deepEqual(readdirSync(first).sort(), wanted.sort());
  });

  it("is the same to the last byte whenever it is built", () => {
    const digests = (folder: string) => readdirSync(folder).map((name) => [name, digest(join(folder, name))]);
    assert.deepEqual(digests(first), digests(second));
  });

  it("tells the checksum of each file", () => {
    const lines = readdirSync(first)
      .filter((name) => name !== "SHA256SUMS")
      .map((name) => `${digest(join(first, name))}  ${name}\n`);
    assert.equal(readFileSync(join(first, "SHA256SUMS"), "utf8"), lines.sort(byName).join(""));
  });

  it("has a plugin for Windows that starts by a .cmd file, and no launcher of other systems", async () => {
    const archive = join(first, `pulumi-resource-dockwire-v${version}-windows-amd64.tar.gz`);
    const files = (await program.run("tar", ["-tzf", archive])).trim().split("\n");
    assert.deepEqual(
      files.filter((name) => /^pulumi-resource/.test(name)),
      ["pulumi-resource-dockwire.cmd"],
    );
  });

  it("gives a program in YAML all that it needs once its plugin is installed", async () => {
    await program.pulumi(
      "plugin",
      "install",
      "resource",
      "dockwire",
      version,
      "--file",
      join(first, `${plugin}.tar.gz`),
    );
    const docker = versionOf("node_modules/@pulumi/docker");
    await program.pulumi("plugin", "install", "resource", "docker", docker, "--file", dockerPlugin(docker));
    lay(version, "db");
    await program.pulumi("stack", "init", "dev");
    await program.pulumi("up", "--yes", "--skip-preview");
    const { networks, aliases } = await redis();
    assert.deepEqual(networks, [`${prefix}-backend`, `${prefix}-frontend`]);
    assert.ok(aliases.includes("db"), aliases.join());
    assert.match(await program.pulumi("preview", "--expect-no-changes"), /unchanged/);
  });

  it("is followed by a later version installed beside it, in the update that edits an alias", async () => {
    const archive = await renumbered(join(first, `${plugin}.tar.gz`), home, [version, LATER]);
    await program.pulumi("plugin", "install", "resource", "dockwire", LATER, "--file", archive);
    const before = await redis();
    lay(LATER, "cache");
    await program.pulumi("up", "--yes", "--skip-preview");
    const after = await redis();
    assert.deepEqual({ ...after, aliases: [] }, { ...before, aliases: [] });
    assert.ok(after.aliases.includes("cache") && !after.aliases.includes("db"), after.aliases.join());
    const { deployment } = JSON.parse(await program.pulumi("stack", "export")) as Exported;
    const used = deployment.resources.map(({ provider = "" }) => /dockwire::default_(\w+)::/.exec(provider)?.[1]);
    assert.deepEqual([...new Set(used)].filter(Boolean), [LATER.replaceAll(".", "_")]);
    assert.match(await program.pulumi("preview", "--expect-no-changes"), /unchanged/);
  });

  it("takes it away again without a trace", async () => {
    await program.pulumi("destroy", "--yes", "--skip-preview");
    assert.deepEqual(await engine.list(prefix), { containers: [], networks: [], volumes: [] });
  });

  describe("has a template for pulumi new", () => {
    const created: PackageConsumer[] = [];
    after(() => created.forEach((project) => project.remove()));

    const create = async (language: string, name: string) => {
      const project = new PackageConsumer({ PULUMI_HOME: home });
      created.push(project);
      const template = join(projectRoot, "templates", `dockwire-${language}`);
      const answers = ["--yes", "--force", "--generate-only", "--name", name, "--description", "Redis on two networks"];
      if (findProgram(`pulumi-language-${language}`) || language !== "python")
        await project.pulumi("new", template, ...answers);
      else filledIn(template, project, name);
      await project.pulumi("stack", "init", "dev");
      await project.pulumi("config", "set", "redisImage", "redis");
      return project;
    };

    /** What the program makes, looked at; then gone, but for the volume that a redis keeps. */
    const checked = async (name: string, run: (command: "up" | "preview" | "destroy") => Promise<unknown>) => {
      await run("up");
      const { Networks } = (await engine.container(`${name}-redis`))?.NetworkSettings ?? {};
      assert.deepEqual(Object.keys(Networks ?? {}).sort(), [`${name}-backend`, `${name}-frontend`]);
      await run("preview");
      await run("destroy");
      const { containers, networks } = await engine.list(name);
      assert.deepEqual({ containers, networks }, { containers: [], networks: [] });
    };
    const words = { up: ["--yes", "--skip-preview"], preview: ["--expect-no-changes"], destroy: ["--yes"] };

    it("in YAML", async () => {
      const name = `${prefix}-yaml`;
      const project = await create("yaml", name);
      await checked(name, (command) => project.pulumi(command, ...words[command]));
    });

    it("in TypeScript, which is type-checked too", async () => {
      const name = `${prefix}-ts`;
      const project = await create("typescript", name);
      await project.install(join(first, `dockwire-${version}.tgz`));
      await project.bin("tsc");
      await checked(name, (command) => project.pulumi(command, ...words[command]));
    });

    it("in Python", async function () {
      needProgram(this, "python3", "the template is a program in Python");
      const name = `${prefix}-py`;
      const project = await create("python", name);
      const work = mkdtempSync(join(tmpdir(), "dockwire-python-"));
      try {
        const { command, env } = await readyPython(work, "templatePython/run.py");
        const [python, ...script] = command;
        await checked(name, (word) => project.with(env).run(python, [...script, project.folder, "dev", word]));
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
    });
  });
});

/** What `pulumi new` makes of a template, where the CLI lacks the host of its language. */
function filledIn(template: string, project: PackageConsumer, name: string): void {
  for (const file of readdirSync(template)) {
    const text = readFileSync(join(template, file), "utf8").replaceAll("${PROJECT}", name);
    project.write(file, text.replaceAll("${DESCRIPTION}", "Redis on two networks"));
  }
}

function digest(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function byName(a: string, b: string): number {
  return (a.split("  ")[1] ?? "") < (b.split("  ")[1] ?? "") ? -1 : 1;
}

/** The Docker provider that this machine has already. */
function dockerPlugin(version: string): string {
  const plugins = join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "plugins");
  return join(plugins, `resource-docker-v${version}`, "pulumi-resource-docker");
}

/** The same plugin under another number. */
async function renumbered(archive: string, into: string, [from, to]: readonly [string, string]): Promise<string> {
  const folder = mkdtempSync(join(into, "later-"));
  await run("tar", ["-xzf", archive, "-C", folder]);
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(cjs|json)$/.test(file)) continue;
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(`"${from}"`, `"${to}"`));
  }
  await run("tar", ["-czf", `${folder}.tar.gz`, "-C", folder, "."]);
  return `${folder}.tar.gz`;
}
