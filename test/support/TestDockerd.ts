import { ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import Docker from "dockerode";
import { engineAddress } from "../../engine/engineAddress";
import { unmountBelow } from "../../sandbox/engine/unmountBelow";
import { processes } from "./processTree";
import { uniquePrefix } from "./uniquePrefix";

const PATIENCE_MS = 60_000;

/** How a test's own Engine is started. */
export interface TestDockerdOptions {
  /** Containers go on while the Engine is away. @default false */
  readonly liveRestore?: boolean;
  /** Where networks without a subnet get theirs from, as dockerd takes it. @default 256 networks */
  readonly addressPool?: string;
}

/** A Docker Engine of a test's own, in a network namespace of its own, to be killed and started again at will. */
export class TestDockerd {
  private readonly folder = mkdtempSync(join(tmpdir(), "dwd-"));
  private readonly namespace = uniquePrefix();
  private child: ChildProcess | undefined;
  private liveRestore: boolean;

  private constructor(private readonly options: TestDockerdOptions) {
    this.liveRestore = options.liveRestore ?? false;
  }

  /** Why there can be none on this machine; undefined when there can. */
  static problem(): string | undefined {
    if (process.getuid?.() !== 0) return "an Engine of the test's own needs root";
    for (const program of ["dockerd", "ip", "nsenter"]) {
      try {
        execFileSync("which", [program], { stdio: "ignore" });
      } catch {
        return `an Engine of the test's own needs ${program}`;
      }
    }
    return undefined;
  }

  /** Starts it and copies images from the Engine that the tests run on. */
  static async start(images: readonly string[], options: TestDockerdOptions = {}): Promise<TestDockerd> {
    const engine = new TestDockerd(options);
    execFileSync("ip", ["netns", "add", engine.namespace]);
    engine.nsenter(["ip", "link", "set", "lo", "up"]);
    try {
      await engine.launch();
      const from = new Docker(engineAddress({}).options);
      for (const image of images) await engine.load(await from.getImage(image).get());
      return engine;
    } catch (error) {
      await engine.remove();
      throw error;
    }
  }

  /** In the form of DOCKER_HOST. */
  get host(): string {
    return `unix://${join(this.folder, "s")}`;
  }

  /** A client for it. */
  get docker(): Docker {
    return new Docker({ socketPath: join(this.folder, "s") });
  }

  /** Ends it at once, as a crash does. Its containers are left to themselves. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Starts it again, with or without live-restore. */
  async restart(liveRestore = this.liveRestore, signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    this.liveRestore = liveRestore;
    await this.end(signal);
    await this.launch();
  }

  /** Takes it away with all that it holds. */
  async remove(): Promise<void> {
    if (this.child?.exitCode === null) {
      const left = await this.docker.listContainers({ all: true }).catch(() => []);
      await Promise.allSettled(left.map(({ Id }) => this.docker.getContainer(Id).remove({ force: true })));
    }
    await this.end("SIGTERM");
    this.killShims();
    execFileSync("ip", ["netns", "delete", this.namespace]);
    await unmountBelow(this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }

  async launch(): Promise<void> {
    const at = (name: string) => join(this.folder, name);
    const words = [
      ...["--data-root", at("data"), "--exec-root", at("exec"), "--pidfile", at("pid"), "--host", this.host],
      ...["--default-address-pool", this.options.addressPool ?? "base=10.180.0.0/16,size=24"],
      ...(this.liveRestore ? ["--live-restore"] : []),
    ];
    rmSync(at("pid"), { force: true });
    const log = openSync(at("log"), "a");
    const enter = [`--net=/run/netns/${this.namespace}`, ...dockerdCommand(), ...words];
    this.child = spawn("nsenter", enter, { stdio: ["ignore", log, log] });
    closeSync(log);
    const end = Date.now() + PATIENCE_MS;
    while (!(await this.docker.ping().then(Boolean, () => false))) {
      if (this.child.exitCode !== null || Date.now() > end) {
        throw new Error(`the test's own Engine does not start:\n${readFileSync(at("log"), "utf8").slice(-2000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    if (signal === "SIGKILL") this.killContainerd();
  }

  /** It is a part of the Engine. Dead but not yet reaped it would pass for running, so nothing may remind of it. */
  private killContainerd(): void {
    const pid = Number(this.read("exec/containerd/containerd.pid"));
    rmSync(join(this.folder, "exec/containerd/containerd.pid"), { force: true });
    try {
      if (pid) process.kill(pid, "SIGKILL");
    } catch {
      return; // it ended with dockerd
    }
  }

  /** An Engine that was killed while it started a container never hears of that one's shim again. */
  private killShims(): void {
    for (const { pid, command } of processes()) {
      if (command.includes("containerd-shim") && command.includes(this.folder)) process.kill(pid, "SIGKILL");
    }
  }

  private read(name: string): string {
    return existsSync(join(this.folder, name)) ? readFileSync(join(this.folder, name), "utf8") : "";
  }

  private async load(archive: NodeJS.ReadableStream): Promise<void> {
    const answer = await this.docker.loadImage(archive);
    await pipeline(answer, async (chunks) => {
      for await (const chunk of chunks) if (/"error"/.test(String(chunk))) throw new Error(String(chunk));
    });
  }

  private nsenter(words: string[]): void {
    execFileSync("nsenter", [`--net=/run/netns/${this.namespace}`, ...words]);
  }
}

/** The tests may run on an Engine other than the installed one; then this is to be one of its kind. */
export function dockerdCommand(): string[] {
  return process.env.DOCKWIRE_DOCKERD ? (JSON.parse(process.env.DOCKWIRE_DOCKERD) as string[]) : ["dockerd"];
}
