import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

export interface CommandOptions {
  /** Folder to run in; default: this process's. */
  cwd?: string;
  /** The whole environment; default: this process's. */
  env?: NodeJS.ProcessEnv;
  /** Called with each line that the command prints, on either stream. */
  onLine?: (line: string) => void;
}

export class CommandError extends Error {
  constructor(
    readonly command: string,
    readonly output: string,
    readonly exitCode: number | null,
    reason: string,
  ) {
    super(`\`${command}\` failed: ${reason}.${output ? `\nThe end of what it printed:\n${indentTail(output)}` : ""}`);
  }
}

/** Runs a program without a shell and answers with its standard output; anything but exit code 0 is a CommandError. */
export function run(program: string, args: string[], options: CommandOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const command = [program, ...args].join(" ");
    let stdout = "";
    let both = "";
    const take = (text: string) => {
      both = (both + text).slice(-65_536);
      if (options.onLine) text.split("\n").filter(Boolean).forEach(options.onLine);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      take(text);
    });
    child.stderr.setEncoding("utf8").on("data", take);
    child.once("error", (error) => reject(new CommandError(command, both, null, error.message)));
    child.once("close", (code, signal) =>
      code === 0
        ? resolve(stdout)
        : reject(new CommandError(command, both, code, signal ? `ended by ${signal}` : `exit code ${code}`)),
    );
  });
}

/** The full path of a program on PATH, or undefined. */
export function findProgram(name: string, path = process.env.PATH ?? ""): string | undefined {
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of path.split(delimiter).filter(Boolean)) {
    for (const file of names.map((one) => join(folder, one))) {
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function indentTail(output: string): string {
  return output
    .trimEnd()
    .split("\n")
    .slice(-15)
    .map((line) => `  ${line}`)
    .join("\n");
}
