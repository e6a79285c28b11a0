import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { descendants } from "./processTree";
import type { PulumiProject } from "./PulumiProject";
import type { TestDockerd } from "./TestDockerd";

/** What is killed. */
export const VICTIMS = ["cli", "program", "provider", "docker provider", "engine"] as const;
export type Victim = (typeof VICTIMS)[number];

const PATTERNS: Record<Exclude<Victim, "cli" | "engine">, RegExp> = {
  program: /@pulumi\/pulumi\/cmd\/run\b/,
  provider: /provider\/launch\.cjs/,
  "docker provider": /pulumi-resource-docker\b/,
};
const PLUGINS_END_WITHIN_MS = 15_000;

/** What is run, and the Engine if that is to be killed. */
interface Stage {
  readonly project: PulumiProject;
  readonly dockerd?: TestDockerd;
}

/** Starts a command of the CLI and kills the victim at that moment, or as soon as there is one; resolves when all has ended. */
export async function crash(
  { project, dockerd }: Stage,
  command: readonly string[],
  victim: Victim,
  moment: () => Promise<unknown>,
): Promise<void> {
  const cli = project.launch(command);
  const ended = once(cli, "exit");
  const seen = new Set<number>();
  const look = setInterval(() => descendants(cli.pid ?? 0).forEach(({ pid }) => seen.add(pid)), 100);
  await Promise.race([ended, moment()]);
  descendants(cli.pid ?? 0).forEach(({ pid }) => seen.add(pid));
  if (victim === "cli") cli.kill("SIGKILL");
  else if (victim === "engine") await dockerd?.kill();
  else await killOne(cli.pid ?? 0, PATTERNS[victim], () => cli.exitCode !== null);
  await ended;
  clearInterval(look);
  await allGone(seen);
  if (victim === "engine") await dockerd?.launch();
}

async function killOne(cli: number, pattern: RegExp, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const found = descendants(cli).find(({ command }) => pattern.test(command));
    if (found) return void process.kill(found.pid, "SIGKILL");
    await sleep(20);
  }
}

/** Plugins whose CLI was killed have to end by themselves. */
async function allGone(pids: ReadonlySet<number>): Promise<void> {
  const end = Date.now() + PLUGINS_END_WITHIN_MS;
  for (const pid of pids) {
    while (isAlive(pid)) {
      if (Date.now() > end) throw new Error(`process ${pid} of a run that was killed is still there`);
      await sleep(50);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
