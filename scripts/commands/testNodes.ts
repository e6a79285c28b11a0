import { existsSync, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { run as runProgram } from "../../sandbox/Command";
import { cacheRoot } from "../../sandbox/Paths";
import { step } from "../../sandbox/Step";
import { conclude, type Counts, sum } from "../../test/runner/Counts";
import { runLevel } from "../../test/runner/levels";
import { select } from "../../test/runner/selection";
import type { Command } from "../Command";

/** The releases that are supported beside the oldest, which everything else runs on. */
const NODES = [22, 24];

export const testNodes: Command = {
  usage: "npm run test:nodes [-- FILE ... | OPTION ...]",
  summary: "Runs the unit and component tests on Node 22 and 24, which come as npm packages. Linux only.",
  passesOnTo: "mocha, for example --grep subnet",
  run,
};

async function run(args: string[]): Promise<number> {
  const selection = select(args);
  const counts: Counts[] = [];
  for (const release of NODES) {
    const node = await ensureNode(release);
    console.log(`\n=== Node ${(await runProgram(node, ["--version"])).trim()} ===`);
    // Programs that a test starts by name are to be of that Node too.
    const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
    for (const level of ["unit", "components"] as const) counts.push(await runLevel(level, selection, { env, node }));
  }
  return conclude(sum(counts));
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
