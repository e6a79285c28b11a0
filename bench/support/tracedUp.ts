import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { PulumiProject } from "../../test/support/PulumiProject";
import { ProcessWatch, Watched } from "./ProcessWatch";
import type { Span } from "./Span";

/** An update with the time of everything that was to be seen of it. */
export interface Trace {
  readonly total: number;
  readonly processes: readonly Watched[];
  /** One for each resource that the Engine has to do with. */
  readonly resources: readonly Span[];
}

const LINE = /^ \+ {2}(\S+) (\S+) (creating|created) \(/;
const KINDS: [RegExp, Span["kind"]][] = [
  [/Network$/, "network"],
  [/RemoteImage$/, "image"],
  [/Container$/, "container"],
  [/NetworkAttachment$/, "attachment"],
];
/** They are there to hold others, and take no time. */
const HOLDERS = /^pulumi:|:(AppNetwork|RedisServer|ClientApp)$/;

/** Brings a stack up and writes down when what began and ended. @throws when the update fails */
export async function tracedUp(project: PulumiProject, environment: NodeJS.ProcessEnv): Promise<Trace> {
  const begun = new Map<string, number>();
  const resources: Span[] = [];
  const printed: string[] = [];
  const start = process.hrtime.bigint();
  const now = () => Number(process.hrtime.bigint() - start) / 1e9;
  const watch = new ProcessWatch();
  const args = ["up", "--yes", "--skip-preview", "--stack", project.stack, "--non-interactive", "--color", "never"];
  const child = spawn("pulumi", args, {
    cwd: project.folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    printed.push(line);
    const [, type = "", name = "", what] = LINE.exec(line) ?? [];
    if (!what || HOLDERS.test(type)) return;
    if (what === "creating") return void begun.set(name, now());
    const kind = KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? "other";
    resources.push({ label: `${type.split(":").pop()} ${name}`, kind, from: begun.get(name) ?? now(), until: now() });
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const total = now();
  const processes = watch.stop();
  if (code !== 0) throw new Error(`pulumi up ended with ${code}:\n${printed.join("\n")}`);
  return { total, processes, resources };
}
