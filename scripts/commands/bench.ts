import { join } from "node:path";
import { ensureEnvironment } from "../../sandbox/Environment";
import { projectRoot } from "../../sandbox/Paths";
import { showProgram } from "../../sandbox/Pulumi";
import type { Command } from "../Command";

export const bench: Command = {
  usage: "npm run bench [-- SCENARIO ...]",
  summary: "Measures the scenarios of the given names, or all of them, beside their peers.",
  passesOnTo: "the benchmarks as names of scenarios",

  async run(args) {
    const { env } = await ensureEnvironment();
    const program = [
      "--require",
      join(projectRoot, "scripts/register.cjs"),
      join(projectRoot, "bench/main.ts"),
      ...args,
    ];
    return showProgram(process.execPath, program, env);
  },
};
