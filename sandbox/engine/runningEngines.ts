import { readlinkSync } from "node:fs";
import { allProcesses, processFile } from "./processes";

/** Fails where a dockerd other than `own` runs in this network namespace: two rewrite each other's firewall. */
export function refuseSecondEngine(own: number | undefined): void {
  const other = otherEngine(own);
  if (!other) return;
  throw new Error(
    `Did not start a private Docker Engine: process ${other} is a dockerd on the same network already, and two of them break each other's firewall rules. ` +
      "Set DOCKER_HOST to its address, or stop it.",
  );
}

/** The process number of a dockerd other than `own` in this network namespace. */
export function otherEngine(own: number | undefined): number | undefined {
  return runningEngines().find((pid) => pid !== own && sameNetwork(pid));
}

/** The process numbers of all dockerd of this machine. */
export function runningEngines(): number[] {
  return allProcesses().filter((pid) => processFile(pid, "comm").trim() === "dockerd");
}

function sameNetwork(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`) === readlinkSync("/proc/self/ns/net");
  } catch {
    return false; // it ended meanwhile
  }
}
