import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a process tells the others of its run. */
interface Told {
  stateId: string;
  /** Whether it is a default provider, and not one that the program declares. */
  isDefault: boolean;
  /** Where its Engine is; undefined when its configuration does not say so. */
  engine: string | undefined;
  /** Where it listens. */
  port: number;
}

/**
 * The processes of this provider in one run of Pulumi's, which is always about one state. There are several when the
 * program declares providers, and at an upgrade: another version gets a default provider of its own, and Pulumi tells it
 * nothing of the former one. What they tell each other lies in files that only this user reads and writes.
 */
export class RunMates {
  private engine: string | undefined;

  constructor(
    /** The address of the Pulumi engine, known once it has said so: no two runs under way have the same. */
    private readonly engineAddress: () => string | undefined,
    /** Where this process listens. */
    private readonly port: () => number,
    private readonly folder = join(tmpdir(), `dockwire-runs-${process.getuid?.() ?? "own"}`),
  ) {}

  /** Tells which state and Engine this process was configured for, as the provider of that name. */
  tell(stateId: string | undefined, provider: string | undefined, engine: string | undefined): void {
    this.engine = engine;
    const run = this.run();
    if (!run || !stateId || !this.isOwnFolder()) return;
    const told: Told = { stateId, isDefault: /^default(_|$)/.test(provider ?? ""), engine, port: this.port() };
    try {
      this.sweep();
      writeFileSync(join(this.folder, `${run}-${process.pid}`), JSON.stringify(told), { mode: 0o600 });
    } catch {
      // Nothing of this run's own depends on it.
    }
  }

  /** The id of the state by what the others tell, a default provider before all others; undefined when there are none. */
  stateId(): string | undefined {
    const told = this.told();
    return (told.find(({ isDefault }) => isDefault) ?? told[0])?.stateId;
  }

  /** Where the others listen that have the same Engine. */
  ports(): number[] {
    const [own, engine] = [this.port(), this.engine];
    return this.told().flatMap((one) => (one.port === own || one.engine !== engine ? [] : [one.port]));
  }

  /** Where those listen that have another Engine. */
  portsElsewhere(): number[] {
    return this.told().flatMap((one) => (one.engine === this.engine ? [] : [one.port]));
  }

  private told(): Told[] {
    const run = this.run();
    if (!run || !this.isOwnFolder()) return [];
    const files = this.files().filter((file) => file.startsWith(`${run}-`) && isAlive(file));
    return files.flatMap((file) => this.read(file));
  }

  /** Pulumi's process and the port that it listens on for its plugins. */
  private run(): string | undefined {
    const port = /:(\d+)$/.exec(this.engineAddress() ?? "")?.[1];
    return port && `${process.ppid}-${port}`;
  }

  /** A folder of that name may be somebody else's: then nobody is told or believed. */
  private isOwnFolder(): boolean {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      const found = lstatSync(this.folder);
      return found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
    } catch {
      return false;
    }
  }

  private read(file: string): Told[] {
    try {
      return [JSON.parse(readFileSync(join(this.folder, file), "utf8")) as Told];
    } catch {
      // It is being written, or its process has just ended.
      return [];
    }
  }

  /** Pulumi ends its plugins from outside, so what one had told is removed by the next. */
  private sweep(): void {
    for (const file of this.files().filter((one) => !isAlive(one))) rmSync(join(this.folder, file), { force: true });
  }

  private files(): string[] {
    return readdirSync(this.folder).sort();
  }
}

/** Whether the process that wrote a file still runs. */
function isAlive(file: string): boolean {
  try {
    return process.kill(Number(file.split("-").pop()), 0);
  } catch {
    return false;
  }
}
