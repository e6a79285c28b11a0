import { readdirSync, readFileSync } from "node:fs";

const OFTEN_MS = 40;
const TICKS_A_SECOND = 100;

/** What became known of one process. */
export interface Watched {
  /** What it is, for instance "Pulumi CLI"; its program's name when that is not known. */
  readonly role: string;
  /** Seconds from the beginning of the watch until it was first seen. */
  readonly from: number;
  /** The same for the last time. */
  readonly until: number;
  /** The most memory that it had at a time, in MiB. */
  readonly peakMiB: number;
  /** Seconds of processor time that it took. */
  readonly cpu: number;
}

/** Part of the command line, and what such a process is. */
const ROLES: [RegExp, string][] = [
  [/cmd\/run/, "program"],
  [/language-nodejs|lang\.cjs/, "language host"],
  [/launch\.cjs|pulumi-resource-dockwire/, "dockwire provider"],
  [/pulumi-resource-docker/, "Docker provider"],
  [/terraform-provider-docker/, "OpenTofu's Docker provider"],
  [/\/tofu /, "OpenTofu"],
  [/docker-compose/, "Docker Compose"],
  [/^(\S*\/)?pulumi /, "Pulumi CLI"],
  [/^docker /, "docker command"],
];

/** Looks again and again at all that this process has started, on Linux; elsewhere it sees nothing. */
export class ProcessWatch {
  private readonly seen = new Map<number, Watched>();
  private readonly start = process.hrtime.bigint();
  private readonly timer: NodeJS.Timeout;

  constructor(everyMs = OFTEN_MS) {
    this.timer = setInterval(() => this.look(), everyMs);
    this.look();
  }

  /** Ends the watch and tells what was seen, in the order of appearance. */
  stop(): Watched[] {
    this.look();
    clearInterval(this.timer);
    return [...this.seen.values()];
  }

  private look(): void {
    const now = Number(process.hrtime.bigint() - this.start) / 1e9;
    for (const pid of descendants(process.pid)) {
      const state = stateOf(pid);
      if (!state) continue;
      const from = this.seen.get(pid)?.from ?? now;
      this.seen.set(pid, { ...state, from, until: now });
    }
  }
}

/** Of one process, as it is now; undefined when it is gone. */
export function stateOf(pid: number): Omit<Watched, "from" | "until"> | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const peak = /VmHWM:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1];
  const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  if (!stat || !peak || !command) return undefined;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  const role = ROLES.find(([pattern]) => pattern.test(command))?.[1] ?? command.split(" ")[0] ?? "";
  return { role, peakMiB: Number(peak) / 1024, cpu: ticks / TICKS_A_SECOND };
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of list("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const found = new Set([root]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(root);
  return [...found];
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
