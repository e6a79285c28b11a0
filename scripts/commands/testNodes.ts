import { existsSync, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { run as runProgram } from "../../sandbox/Command";
import { ensureEnvironment } from "../../sandbox/Environment";
import { cacheRoot } from "../../sandbox/Paths";
import { step } from "../../sandbox/Step";
import { conclude, type Counts, sum } from "../../test/runner/Counts";
import { runLevel } from "../../test/runner/levels";
import { Pool } from "../../test/runner/Pool";
import { LEVELS, select } from "../../test/runner/selection";
import type { Command } from "../Command";

/** The releases that are supported beside the oldest, which everything else runs on. */
const NODES = [22, 24];
/** What runs without a choice of files: all but the integration tests, and of those the heart. */
const FILES = ["test/unit", "test/components", "test/integration/attachmentLifecycle.test.ts"];
/** Programs that install the package, on each Node beside each SDK. */
const CONSUMERS = "test/nodes/consumer.test.ts";

export const testNodes: Command = {
  usage: "npm run test:nodes [-- FILE ... | OPTION ...]",
  summary:
    "Runs tests on Node 22 and 24, which come as npm packages, and programs that install the package on each Node beside the locked and the newest SDK, by npm and pnpm. Linux only.",
  passesOnTo: "mocha, for example --grep subnet",
  run,
};

async function run(args: string[]): Promise<number> {
  const chosen = select(args.length === 0 ? FILES : args);
  const { env: plain } = await ensureEnvironment({ yaml: true });
  const env: NodeJS.ProcessEnv = { ...plain, DOCKWIRE_REQUIRE_REAL: "1" };
  const nodes: string[] = [];
  const counts: Counts[] = [];
  for (const release of NODES) {
    const node = await ensureNode(release);
    nodes.push(node);
    console.log(`\n=== Node ${(await runProgram(node, ["--version"])).trim()} ===`);
    // Programs that a test starts by name are to be of that Node too.
    const PATH = [dirname(node), env.PATH].join(delimiter);
    for (const level of LEVELS) counts.push(await runLevel(level, chosen, { env: { ...env, PATH }, node }));
  }
  if (args.length === 0) counts.push(await runConsumers([process.execPath, ...nodes], env));
  return conclude(sum(counts));
}

async function runConsumers(nodes: readonly string[], env: NodeJS.ProcessEnv): Promise<Counts> {
  console.log("\n=== the package as it is installed ===");
  const pool = new Pool({ flags: [], env: { ...env, DOCKWIRE_NODES: nodes.join(delimiter) }, enter: [] });
  const outcomes = await pool.finish([{ name: CONSUMERS, files: [CONSUMERS] }]);
  return sum([...outcomes.values()].map(({ counts }) => counts));
}

/** The program of a Node release; its npm package holds nothing else. */
async function ensureNode(release: number): Promise<string> {
  const name = `node-linux-${process.arch}`;
  const folder = join(cacheRoot, "nodes", String(release));
  const node = join(folder, "node_modules", name, "bin/node");
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  const npm = ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${release}`];
  await step("tests", `fetching Node ${release}`, (onLine) => runProgram("npm", npm, { cwd: folder, onLine }));
  return node;
}
