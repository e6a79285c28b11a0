import { CommandError } from "../Command";
import { poll, type PollOptions } from "../poll";

const PATIENCE: PollOptions = { every: 1_000, timeout: 5 * 60_000 };

/**
 * Runs an apt command once nobody else is at the package system. Of apt's three locks only dpkg's has an option to wait
 * for it (DPkg::Lock::Timeout); the lists' and the archives' make it fail at once, so it is tried again for five minutes.
 */
export async function withoutOtherApt<T>(
  command: () => Promise<T>,
  onWait: (holder: string) => void,
  patience = PATIENCE,
): Promise<T> {
  let refusal: unknown;
  let told = false;
  const attempt = async () => {
    try {
      return { result: await command() };
    } catch (error) {
      const holder = lockHolder(error);
      if (!holder) throw error;
      refusal = error;
      if (!told) onWait(holder);
      told = true;
      return undefined;
    }
  };
  const done = await poll(attempt, patience);
  if (!done) throw refusal;
  return done.result;
}

/** Who holds the lock that made an apt command fail; undefined where it failed for another reason. */
export function lockHolder(error: unknown): string | undefined {
  if (!(error instanceof CommandError)) return undefined;
  if (!/Could not get lock|Unable to lock|Unable to acquire the dpkg/.test(error.output)) return undefined;
  const [, pid, name] = /held by process (\d+)(?: \(([^)]*)\))?/.exec(error.output) ?? [];
  return pid ? `process ${pid}${name ? ` (${name})` : ""}` : "another process";
}
