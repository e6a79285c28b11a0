import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Environment } from "../Environment";
import { poll } from "../poll";
import { isRunning } from "../runningProcess.cjs";
import { say } from "../Step";

const CHECK_MS = 250;
const PLUGINS_END_MS = 300; // the plugins of a killed Pulumi notice within a tenth of a second

/** What a local backend writes down while a command changes a stack. */
interface Lock {
  pid: number;
  hostname: string;
}

type Locks = Map<string, Lock>;

/**
 * Does something to a stack's state while no Pulumi is at work on it: waits for one of this machine that is, removes the
 * lock of one that was killed, and keeps others away by a lock of Pulumi's own kind.
 *
 * @returns undefined, with nothing done, where nobody here can know whether somebody is at work: with a backend of the
 * user's, or while another machine holds the lock
 */
export async function withStackLock<T>(
  { backend, project }: Environment,
  stack: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  if (!backend.folder) return undefined;
  const folder = join(backend.folder, ".pulumi/locks/organization", project.name, stack);
  const own = join(folder, `${randomUUID()}.json`);
  mkdirSync(folder, { recursive: true });
  try {
    do {
      rmSync(own, { force: true });
      if (!(await untilFree(folder, stack))) return undefined;
      writeFileSync(own, JSON.stringify(newLock()));
      // Pulumi looks again after it has written its lock, and so do we: of two at once neither goes on.
    } while (readLocks(folder).size > 1);
    return await work();
  } finally {
    rmSync(own, { force: true });
  }
}

function newLock(): Lock & { username: string; timestamp: string } {
  return {
    pid: process.pid,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: new Date().toISOString(),
  };
}

/** Whether nobody is at work on the stack, once those of this machine have ended. */
async function untilFree(folder: string, stack: string): Promise<boolean> {
  let told = false;
  const look = () => {
    const locks = readLocks(folder);
    if ([...locks.values()].some((lock) => lock.hostname !== hostname())) return "elsewhere";
    const alive = [...locks.values()].find(({ pid }) => isAtWork(pid));
    if (!alive) return locks;
    if (!told) say("state", `waiting for process ${alive.pid}, which is at work on the stack ${stack}`);
    told = true;
    return undefined;
  };
  const seen = await poll<Locks | "elsewhere">(look, { every: CHECK_MS });
  if (!(seen instanceof Map)) return false;
  if (seen.size === 0) return true;
  await sleep(PLUGINS_END_MS);
  say("state", `a Pulumi process was killed while it worked on the stack ${stack}; removing its lock`);
  for (const file of seen.keys()) for (const name of [file, `${file}.attrs`]) rmSync(name, { force: true });
  return true;
}

function readLocks(folder: string): Locks {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((name) => name.endsWith(".json")); // others hold attributes of these
  const locks = files.flatMap((name): [string, Lock][] => {
    const file = join(folder, name);
    try {
      return [[file, JSON.parse(readFileSync(file, "utf8")) as Lock]];
    } catch {
      return []; // released meanwhile, or half written; if it stays, Pulumi itself will say so
    }
  });
  return new Map(locks);
}

/** A process number is used again after a while, so a living process must be a Pulumi, or one of ours, to count. */
function isAtWork(pid: number): boolean {
  if (!isRunning(pid)) return false;
  if (!existsSync("/proc/self")) return true;
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return command[0].includes("pulumi") || command.some((word) => /bootstrap\.mjs$|mocha/.test(word));
  } catch {
    return false;
  }
}
