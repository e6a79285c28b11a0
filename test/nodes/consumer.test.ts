import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { packNpm } from "../../scripts/package/buildPackages";
import { integrationSuite } from "../support/integrationSuite";
import { PackageConsumer } from "../support/PackageConsumer";
import { projectRoot } from "../support/projectRoot";
import { skip } from "../support/skip";
import { uniquePrefix } from "../support/uniquePrefix";

/** Programs of Node, for the PATH of a consumer; this one alone unless `npm run test:nodes` says more. */
const nodes = (process.env.DOCKWIRE_NODES ?? process.execPath).split(delimiter);
const versionOf = (folder: string) => readManifest(folder).version;
/** Where a registry answers slowly. */
const INSTALL_MS = 900_000;
const SDKS = { locked: versionOf(join(projectRoot, "node_modules/@pulumi/pulumi")), newest: "latest" };
const PROGRAMS = { CommonJS: "index.ts", "an ES module": "index.mjs" };

for (const manager of ["npm", "pnpm"] as const) {
  for (const [sdk, wanted] of Object.entries(SDKS)) {
    integrationSuite(`Installed by ${manager} beside the ${sdk} @pulumi/pulumi`, ["engine", "pulumi"], (engine) => {
      const prefix = uniquePrefix();
      const consumer = new PackageConsumer();

      before("the package is installed into an empty folder", async function () {
        this.timeout(INSTALL_MS);
        await packNpm(consumer.folder);
        const packages = [`./dockwire-${versionOf(projectRoot)}.tgz`, `@pulumi/pulumi@${wanted}`];
        consumer.write("package.json", { name: "shop", private: true });
        const tools = ["typescript", "@types/node"].map(
          (name) => `${name}@${versionOf(join(projectRoot, "node_modules", name))}`,
        );
        if (manager === "npm") await consumer.install(...packages, ...tools);
        else await consumer.run("npx", ["--yes", "pnpm@9", "add", "--ignore-scripts", ...packages, ...tools]);
        for (const file of Object.values(PROGRAMS)) consumer.write(file, program(prefix));
      });
      after(async () => {
        consumer.remove();
        await engine.sweep(prefix);
      });

      for (const node of nodes) {
        for (const [kind, main] of Object.entries(PROGRAMS)) {
          it(`a program that is ${kind} comes up on ${nameOf(node)}, changes nothing, and goes`, async function () {
            const { version, engines } = readManifest(join(consumer.folder, "node_modules/@pulumi/pulumi"));
            if (majorOf(engines.node) > majorOf(nameOf(node))) {
              skip(this, `@pulumi/pulumi ${version} wants Node ${engines.node}`);
            }
            const at = consumer.with({ PATH: [dirname(node), process.env.PATH].join(delimiter) });
            at.write("Pulumi.yaml", PROJECT.replace("MAIN", main));
            await at.pulumi("stack", "init", "dev");
            await at.pulumi("up", "--yes", "--skip-preview");
            const { Networks } = (await engine.container(`${prefix}-redis`))?.NetworkSettings ?? {};
            assert.deepEqual(Object.keys(Networks ?? {}).sort(), [`${prefix}-backend`, `${prefix}-frontend`]);
            assert.match(await at.pulumi("preview", "--expect-no-changes"), /unchanged/);
            await at.pulumi("destroy", "--yes", "--skip-preview", "--remove");
            assert.deepEqual(await engine.list(prefix), { containers: [], networks: [], volumes: [] });
          });
        }
      }
    });
  }
}

/** The README's topology, small enough to come up many times. */
function program(prefix: string): string {
  return `import { AppNetwork } from "dockwire";

const backend = new AppNetwork("backend", {
  networkName: "${prefix}-backend",
  redis: { containerName: "${prefix}-redis", image: "redis", keepData: false },
});
new AppNetwork("frontend", {
  networkName: "${prefix}-frontend",
  attachments: { redis: { server: backend.redis, aliases: ["db"] } },
});
`;
}

const PROJECT = `name: shop
runtime: nodejs
main: MAIN
packages:
  dockwire: ./node_modules/dockwire/provider
`;

function readManifest(folder: string): { version: string; engines: { node: string } } {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as ReturnType<typeof readManifest>;
}

function nameOf(node: string): string {
  return `Node ${execFileSync(node, ["--version"], { encoding: "utf8" }).trim().slice(1)}`;
}

/** The first number of "Node 22.1.0" or ">=22". */
function majorOf(text: string): number {
  return Number(/\d+/.exec(text)?.[0]);
}
