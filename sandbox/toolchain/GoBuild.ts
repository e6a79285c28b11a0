import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { CommandError, run } from "../Command";
import { step } from "../Step";

export interface GoBuild {
  /** What is built, for messages: "the Pulumi CLI". */
  title: string;
  /** Folder of the Go module. */
  module: string;
  /** Import path or "." of the command. */
  command: string;
  /** Where the program goes; it appears there whole or not at all. */
  output: string;
  /** Arguments for `go build`. */
  flags: string[];
}

/** Builds a program from Go modules. An interrupted build goes on where it was: Go keeps what it fetched and compiled. */
export async function goBuild({ title, module, command, output, flags }: GoBuild): Promise<void> {
  try {
    let packages = 0;
    await step("tool chain", `fetching the Go modules of ${title}`, async (report) => {
      let modules = 0;
      const onLine = (line: string) => line.startsWith("go: downloading") && report(`${++modules} modules fetched`);
      const list = await run("go", ["list", "-deps", ...tagsOf(flags), command], { cwd: module, onLine });
      packages = list.trim().split("\n").length;
    });
    await step("tool chain", `compiling ${title}`, async (report) => {
      let compiled = 0;
      const onLine = () => report(`${++compiled} packages compiled, of ${packages} at most`);
      const partial = `${output}.partial`;
      mkdirSync(dirname(output), { recursive: true });
      await run("go", ["build", "-v", ...flags, "-o", partial, command], { cwd: module, onLine });
      renameSync(partial, output);
    });
  } catch (error) {
    rmSync(`${output}.partial`, { force: true });
    if (!(error instanceof CommandError)) throw error;
    throw new Error(
      `Could not build ${title} from Go modules: ${error.message}\n` +
        "See that the Go module proxy (`go env GOPROXY`) can be reached and the disk is not full, and run the same command again: " +
        "it goes on where it was.",
    );
  }
}

function tagsOf(flags: string[]): string[] {
  const at = flags.indexOf("-tags");
  return at < 0 ? [] : flags.slice(at, at + 2);
}
