import { constants } from "node:os";
import { version } from "../package.json";
import { adopt } from "./commands/adopt";
import { doctor } from "./commands/doctor";
import { fromCompose } from "./commands/fromCompose";
import { graph } from "./commands/graph";
import { inspect } from "./commands/inspect";
import { ls } from "./commands/ls";
import { redisCli } from "./commands/redisCli";
import { watch } from "./commands/watch";
import { Interrupted, printableLines, ReaderGone, UsageError } from "./Context";

/** Runs the command line and returns the exit code: 0 done, 1 failed or problems found, 2 wrong usage. */
export async function main(args: readonly string[]): Promise<number> {
  const { default: yargs } = await import("yargs");
  const parser = yargs([...args])
    .scriptName("dockwire")
    .usage("$0 COMMAND\n\nLooks at the networks of a Docker Engine and the containers on them.")
    .option("host", {
      type: "string",
      requiresArg: true,
      describe: "The Engine's address, for example unix:///var/run/docker.sock",
    })
    .option("context", { type: "string", requiresArg: true, describe: "A context of the docker command" })
    .option("json", { type: "boolean", default: false, describe: "Print JSON" })
    .conflicts("host", "context")
    .command(ls)
    .command(inspect)
    .command(graph)
    .command(watch)
    .command(doctor)
    .command(adopt)
    .command(fromCompose)
    .command(redisCli)
    .parserConfiguration({ "populate--": true })
    .check(({ _: [command], "--": passed = [], ...given }) => {
      requireOneValue(given);
      if (command === "redis-cli" || !Array.isArray(passed) || passed.length === 0) return true;
      throw new UsageError(`"${String(command)}" takes nothing after "--".`);
    })
    .demandCommand(1, "Name a command.")
    .strict()
    .recommendCommands()
    .version(version)
    .completion("completion", "Print a completion script for the shell")
    .wrap(Math.min(LINE, process.stdout.columns || LINE))
    .exitProcess(false)
    .fail((message, error: unknown) => {
      // A command's own failure comes as an error, a wrong use of the command line as a message or as the parser's own.
      throw error instanceof Error && error.name !== "YError" ? error : new UsageError(message);
    });
  try {
    await parser.parseAsync();
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof ReaderGone) return 0;
    if (error instanceof Interrupted) return SIGNAL_ENDED + constants.signals[error.signal];
    const text = printableLines(error.message);
    process.stderr.write(error instanceof UsageError ? `${text}\n"dockwire --help" says more.\n` : `${text}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Options that may be given several times. */
const LISTS = ["profile", "network", "include"];

/** An option without a value, or with two, would mean what nobody thought of: `--out ""` is this folder. */
function requireOneValue(given: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (name === "$0" || name.length === 1) continue;
    if (Array.isArray(value) && !LISTS.includes(name)) throw new UsageError(`--${name} can be given once.`);
    const values: unknown[] = Array.isArray(value) ? value : [value];
    if (values.includes("")) throw new UsageError(`"${name}" is empty.`);
  }
}

/** Where shells begin to count for a command that a signal has ended. */
const SIGNAL_ENDED = 128;

const LINE = 110;
