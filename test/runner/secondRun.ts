import type { Counts } from "./Counts";
import type { Job } from "./Pool";

/** More files than this do not fail by chance. */
const AT_MOST = 3;

/**
 * The jobs that are worth a second run alone. Tests on a real Engine share a machine with each other, and a step of
 * somebody else's at the wrong moment fails one of two thousand. What fails for a reason fails again.
 */
export function worthASecondRun(outcomes: ReadonlyMap<Job, { counts: Counts }>): Job[] {
  const failed = [...outcomes].filter(([, { counts }]) => counts.failed > 0).map(([job]) => job);
  return process.env.DOCKWIRE_TEST_SECOND_RUN === "off" || failed.length > AT_MOST ? [] : failed;
}

/** What the second run of a file says, with what the first one missed still told by name. */
export function afterSecondRun(first: Counts, second: Counts): Counts {
  return second.failed > 0 ? second : { ...second, unsteady: [...first.failures, ...second.unsteady] };
}
