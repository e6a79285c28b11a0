import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { projectRoot } from "../../sandbox/Paths";

/** The levels in the order they run: what fails on a lower one is not worth looking for on a higher one. */
export const LEVELS = ["unit", "components", "integration"] as const;
/** Beside those, the tests that need minutes and several machines, which only `npm run test:swarm` runs. */
export type Level = (typeof LEVELS)[number] | "swarm";

const GREP = ["-g", "--grep", "-f", "--fgrep"];

/** What to run out of the arguments of `npm test`. */
export interface Selection {
  /** Paths below the project's folder. */
  files: Record<Level, string[]>;
  /** Flags that go on to mocha. */
  flags: string[];
  /** Whether tests are chosen by their titles, so that most files have none to run. */
  byTitle: boolean;
}

/** Takes files and folders for what to run and all else for flags of mocha; without any, every file runs. */
export function select(args: readonly string[], root = projectRoot): Selection {
  const isPath = (word: string, index: number) =>
    !word.startsWith("-") && !GREP.includes(args[index - 1] ?? "") && existsSync(resolve(root, word));
  const paths = args.filter(isPath).flatMap((word) => testFiles(resolve(root, word), root));
  const flags = args.filter((word, index) => !isPath(word, index));
  const chosen = paths.length > 0 ? paths : testFiles(join(root, "test"), root);
  const of = (level: Level) => [...new Set(chosen.filter((file) => file.startsWith(join("test", level) + sep)))];
  return {
    files: { unit: of("unit"), components: of("components"), integration: of("integration"), swarm: of("swarm") },
    flags,
    byTitle: flags.some((flag) => GREP.includes(flag.split("=", 1)[0] ?? "")),
  };
}

function testFiles(path: string, root: string): string[] {
  const names = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name))
    : [path];
  return names
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => relative(root, name))
    .sort();
}
