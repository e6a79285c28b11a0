import { parseArgs, type ParseArgsConfig } from "node:util";

/** What an npm script of this project runs. */
export interface Command {
  /** How it is called: "npm start [-- OPTION ...]". */
  usage: string;
  /** What it does, in a sentence. */
  summary: string;
  /** Its options and what they mean, for `--help`. */
  options?: readonly (readonly [string, string])[];
  /** Where all other arguments go; without it they are refused. */
  passesOnTo?: string;
  /** Answers with the exit code. */
  run(args: string[]): Promise<number>;
}

/** The option of all commands that work on a stack. */
export const STACK_OPTION = ["-s, --stack NAME", "the stack to work on; default: dev"] as const;

/** What `--help` prints. */
export function help({ usage, summary, options = [], passesOnTo }: Command): string {
  const rows = [...options, ["-h, --help", "show this"] as const];
  const width = Math.max(...rows.map(([option]) => option.length));
  const lines = rows.map(([option, meaning]) => `  ${option.padEnd(width)}  ${meaning}`);
  const rest = passesOnTo ? [``, `Other arguments go on to ${passesOnTo}.`] : [];
  return [`Usage: ${usage}`, "", summary, "", "Options:", ...lines, ...rest].join("\n");
}

/** Whether somebody asks for help; what follows `--` is for somebody else. */
export function wantsHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).some((word) => word === "--help" || word === "-h");
}

/** The values of a command's own options; any other argument is refused. */
export function parseOptions<T extends NonNullable<ParseArgsConfig["options"]>>(
  command: string,
  args: string[],
  options: T,
) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new Error(`\`${command}\`: ${(error as Error).message.replace(/\.$/, "")}. See \`${command} -- --help\`.`);
  }
}
