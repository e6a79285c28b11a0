import { readdirSync, readFileSync } from "node:fs";

/** The numbers of all processes of this machine; none where there is no /proc. */
export function allProcesses(): number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** A file of a process under /proc; "" for a process that has ended. */
export function processFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}

/** The containerd processes, keepers of containers among them, that have a text among their arguments. */
export function containerdNaming(text: string): number[] {
  return allProcesses().filter(
    (pid) => processFile(pid, "comm").startsWith("containerd") && processFile(pid, "cmdline").includes(text),
  );
}

/** The direct children of a process. */
export function childrenOf(parent: number): number[] {
  return allProcesses().filter((pid) => {
    const stat = processFile(pid, "stat");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
  });
}

/** Ends a process, if it has not ended by itself. */
export function kill(pid: number, signal: NodeJS.Signals = "SIGKILL"): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
