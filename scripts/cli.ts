import { type Command, help, wantsHelp } from "./Command";
import { bench } from "./commands/bench";
import { down } from "./commands/down";
import { env } from "./commands/env";
import { packages } from "./commands/package";
import { preview } from "./commands/preview";
import { start } from "./commands/start";
import { stop } from "./commands/stop";
import { test } from "./commands/test";
import { testEngines } from "./commands/testEngines";
import { testLong } from "./commands/testLong";
import { testNodes } from "./commands/testNodes";
import { testSwarm } from "./commands/testSwarm";

const COMMANDS: Record<string, Command> = {
  start,
  preview,
  stop,
  env,
  test,
  "test:engines": testEngines,
  "test:long": testLong,
  "test:nodes": testNodes,
  "test:swarm": testSwarm,
  bench,
  package: packages,
  down,
};

/** Runs a command and answers with the exit code. */
export async function run(name: string | undefined, args: string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name ?? ""] : undefined;
  if (!command) throw new Error(`"${name ?? ""}" is not one of ${Object.keys(COMMANDS).join(", ")}.`);
  if (!wantsHelp(args)) return command.run(args);
  console.log(help(command));
  return 0;
}
