import { ProcessWatch, Watched } from "./ProcessWatch";
import { seconds } from "./stopwatch";

/** Looking at all processes costs time itself, so that runs of minutes are looked at less often. */
const EVERY_MS = 500;

/** What a run of the CLI took. */
export interface MeasuredRun {
  readonly seconds: number;
  /** Seconds of processor time by what the process is, for instance "Pulumi CLI". */
  readonly cpu: ReadonlyMap<string, number>;
  /** The most memory that one process of dockwire's provider had at a time, in MiB. */
  readonly providerMiB: number;
}

const PROVIDER = "dockwire provider";

/** Runs the work, and looks at the processes that it starts. */
export async function measuredRun(work: () => Promise<unknown>): Promise<MeasuredRun> {
  const watch = new ProcessWatch(EVERY_MS);
  let seen: Watched[] = [];
  const took = await seconds(work).finally(() => (seen = watch.stop()));
  const cpu = new Map<string, number>();
  for (const { role, cpu: its } of seen) if (!role.includes("/")) cpu.set(role, (cpu.get(role) ?? 0) + its);
  const peaks = seen.filter(({ role }) => role === PROVIDER).map(({ peakMiB }) => peakMiB);
  return { seconds: took, cpu, providerMiB: Math.max(0, ...peaks) };
}
