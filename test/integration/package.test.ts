import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { packNpm } from "../../scripts/package/buildPackages";
import { integrationSuite } from "../support/integrationSuite";
import { PackageConsumer } from "../support/PackageConsumer";
import { projectRoot } from "../support/projectRoot";
import { TestDockerd } from "../support/TestDockerd";

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const { version } = JSON.parse(read("package.json")) as { version: string };
/** The first block of a language below a heading of the README, word for word. */
const readme = (heading: string, language: string) => {
  const part = read("README.md").split(`## ${heading}\n`)[1] ?? "";
  return (
    new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(part)?.[1] ?? assert.fail(`no ${language} below "${heading}"`)
  );
};

integrationSuite("The npm package", ["engine", "pulumi", "own engine", "registry"], () => {
  let tarball: string;
  let consumer: PackageConsumer;
  let engine: TestDockerd;

  before("it is packed, and installed into an empty folder beside an Engine of its own", async () => {
    engine = await TestDockerd.start(["redis:7", "katacoda/redis-node-docker-example"]);
    // The name of an application in the README.
    await engine.docker.getImage("katacoda/redis-node-docker-example").tag({ repo: "example/web", tag: "1" });
    consumer = new PackageConsumer({ DOCKER_HOST: engine.host });
    await packNpm(consumer.folder);
    tarball = join(consumer.folder, `dockwire-${version}.tgz`);
    consumer.write("package.json", { name: "shop", private: true });
    const tools = ["typescript", "@types/node", "publint", "@arethetypeswrong/cli"].map(locked);
    await consumer.install(tarball, locked("@pulumi/pulumi"), locked("@pulumi/policy"), ...tools);
  });

  after(async () => {
    consumer.remove();
    await engine.remove();
  });

  it("is small, and holds no sources", async () => {
    const files = (await consumer.run("tar", ["-tzf", tarball])).trim().split("\n");
    assert.ok(files.length < 60, `${files.length} files`);
    const { size } = statSync(tarball);
    assert.ok(size < 1.5 * 1024 * 1024, `${size} bytes`);
    const sources = files.filter((path) => /\.ts$/.test(path) && !/\.d\.ts$/.test(path));
    assert.deepEqual(sources, []);
  });

  it("says the same version everywhere", () => {
    const versions = ["package.json", "provider/package.json", "provider/schema.json", "dist/policy/package.json"].map(
      (file) => (JSON.parse(read(file)) as { version: string }).version,
    );
    assert.equal(new Set(versions).size, 1, versions.join());
  });

  it("is what publint and @arethetypeswrong/cli take for right", async () => {
    assert.match(await consumer.bin("publint", "run", tarball, "--strict"), /All good!/);
    await consumer.bin("attw", tarball, "--format", "ascii");
  });

  it("needs nothing at run time but Pulumi and what reads a .dockerignore", () => {
    const { dependencies } = JSON.parse(read("package.json")) as { dependencies: object };
    assert.deepEqual(Object.keys(dependencies), ["@balena/dockerignore", "@pulumi/docker", "@pulumi/pulumi"]);
    for (const name of ["esbuild", "dockerode", "zod"]) {
      assert.equal(existsSync(join(consumer.folder, "node_modules", name)), false, name);
    }
  });

  it("type-checks in programs that are CommonJS and in those that are ES modules", async () => {
    const program = `${readme("Use the components", "ts")}
import { policies } from "dockwire/policy";
export const names: string[] = policies.map(({ name }) => name);
`;
    for (const [file, options] of [
      ["common/index.ts", { module: "commonjs", moduleResolution: "node10" }],
      ["modules/index.mts", { module: "nodenext", moduleResolution: "nodenext" }],
      ["bundled/index.ts", { module: "esnext", moduleResolution: "bundler" }],
    ] as const) {
      consumer.write(file, program);
      const compilerOptions = { ...options, strict: true, target: "es2022", noEmit: true, skipLibCheck: true };
      consumer.write("tsconfig.check.json", { compilerOptions, files: [file] });
      await consumer.bin("tsc", "-p", "tsconfig.check.json");
    }
  });

  it("knows the keys of an AppNetwork in a strict program", async () => {
    consumer.write("types/appNetwork.ts", read("test/fixtures/types/appNetwork.ts"));
    const strict = { strict: true, noUncheckedIndexedAccess: true, target: "es2022", noEmit: true, skipLibCheck: true };
    for (const module of ["commonjs", "nodenext"]) {
      consumer.write("tsconfig.check.json", { compilerOptions: { ...strict, module }, files: ["types/appNetwork.ts"] });
      await consumer.bin("tsc", "-p", "tsconfig.check.json");
    }
  });

  it("is imported by name from an ES module", async () => {
    consumer.write(
      "names.mjs",
      `import { AppNetwork, linkVariables } from "dockwire"; console.log(typeof AppNetwork, typeof linkVariables);`,
    );
    assert.equal(await consumer.run(process.execPath, ["names.mjs"]), "function function\n");
  });

  it("brings the README's example up as it stands there", async () => {
    consumer.write("index.ts", readme("Use the components", "ts"));
    consumer.write("Pulumi.yaml", `name: shop\nruntime: nodejs\n${readme("Use the components", "yaml")}`);
    await consumer.pulumi("stack", "init", "dev");
    await consumer.pulumi("up", "--yes", "--skip-preview");
    const redis = await engine.docker.getContainer("redis").inspect();
    assert.deepEqual(Object.keys(redis.NetworkSettings.Networks).sort(), ["backend", "frontend"]);
    const { Aliases } = redis.NetworkSettings.Networks.frontend as { Aliases: string[] };
    assert.ok(Aliases.includes("db"), Aliases.join());
    const web = await engine.docker.getContainer("web").inspect();
    assert.equal(web.State.Running, true);
    assert.ok(web.Config.Env.includes("DB_HOST=redis"), web.Config.Env.join());
  });

  it("has a schema that the CLI reads from its folder, and finds no fault with", async () => {
    const printed = await consumer.pulumi("package", "get-schema", "./node_modules/dockwire/provider");
    // What npm says of the folder comes after it.
    const schema = printed.slice(0, printed.lastIndexOf("}") + 1);
    assert.ok("dockwire:index:AppNetwork" in (JSON.parse(schema) as { resources: object }).resources);
    consumer.write("schema.json", schema);
    await consumer.pulumi("schema", "check", "schema.json");
  });

  it("shows that topology by its command", async () => {
    assert.match(await consumer.bin("dockwire", "ls"), /^frontend +bridge .* redis \(db\), web$/m);
    assert.match(await consumer.bin("dockwire", "graph"), /^<svg /);
  });

  it("has its policies judge that stack", async () => {
    const text = await consumer.pulumi("preview", "--policy-pack", "node_modules/dockwire/dist/policy");
    assert.match(text, /✅ dockwire@v0\.1\.0/);
  });

  it("starts the same provider by PulumiPlugin.yaml, where there is no launcher for the machine", async () => {
    const launcher = join(consumer.folder, "node_modules/dockwire/provider/pulumi-resource-dockwire");
    renameSync(launcher, `${launcher}.away`);
    try {
      assert.match(await consumer.pulumi("preview", "--expect-no-changes"), /unchanged/);
    } finally {
      renameSync(`${launcher}.away`, launcher);
    }
  });

  it("starts it by the plugins of Pulumi.yaml too, and takes all away again", async () => {
    const plugins = "plugins:\n  providers:\n    - { name: dockwire, path: ./node_modules/dockwire/provider }\n";
    consumer.write("Pulumi.yaml", `name: shop\nruntime: nodejs\n${plugins}`);
    await consumer.pulumi("destroy", "--yes", "--skip-preview");
    assert.deepEqual(await engine.docker.listContainers({ all: true }), []);
  });

  it("brings the README's example in YAML up, whose components the provider constructs", async () => {
    // The first example's data, which its stack has left on purpose.
    await engine.docker.getVolume("redis-data").remove();
    consumer.write("Pulumi.yaml", firstExample("yaml"));
    await consumer.pulumi("stack", "init", "yaml");
    assert.match(await consumer.pulumi("up", "--yes", "--skip-preview"), /\+ 25 created/);
    const { Networks } = (await engine.docker.getContainer("redis").inspect()).NetworkSettings;
    assert.deepEqual(Object.keys(Networks).sort(), ["backend", "frontend"]);
    assert.equal((await engine.docker.getContainer("web").inspect()).State.Running, true);
  });

  it("prints of the edit what the README shows, and leaves the redis as it is", async () => {
    const started = (await engine.docker.getContainer("redis").inspect()).State.StartedAt;
    const edited = firstExample("yaml").replace("aliases: [db]", "aliases: [db, cache]");
    consumer.write("Pulumi.yaml", edited);
    const printed = (await consumer.pulumi("up", "--yes", "--skip-preview", "--diff")).split("\n");
    const [command, ...shown] = firstExample("console").trimEnd().split("\n");
    assert.equal(command, "$ pulumi up --diff");
    assert.ok(shown.length > 3);
    for (const line of shown) assert.ok(printed.includes(line), `"${line}" is not in\n${printed.join("\n")}`);
    const redis = await engine.docker.getContainer("redis").inspect();
    assert.equal(redis.State.StartedAt, started);
    const { Aliases } = redis.NetworkSettings.Networks.frontend as { Aliases: string[] };
    assert.ok(Aliases.includes("cache"), Aliases.join());
    await consumer.pulumi("destroy", "--yes", "--skip-preview");
    assert.deepEqual(await engine.docker.listContainers({ all: true }), []);
  });
});

/** The first block of a language on the README's first screen. */
function firstExample(language: string): string {
  return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(read("README.md"))?.[1] ?? assert.fail(language);
}

/** A package in the version that the repository has. */
function locked(name: string): string {
  const { version } = JSON.parse(read(`node_modules/${name}/package.json`)) as { version: string };
  return `${name}@${version}`;
}
