import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { createInterface } from "node:readline";
import type { Bench } from "./Bench";

/** What a client in a loop saw. */
export interface Sight {
  readonly commands: number;
  readonly failed: number;
  /** The longest time between two answers. */
  readonly longestPauseMs: number;
  readonly errors: Readonly<Record<string, number>>;
}

/** How a client goes about it. */
export interface ClientSettings {
  readonly host: string;
  readonly port: number;
  readonly key?: string;
  /** Between one attempt and the next. */
  readonly pauseMs: number;
  /** An attempt that is not answered within this time has failed. */
  readonly patienceMs: number;
}

/** An image with Node in it that the stack uses anyway. */
const NODE_IMAGE = "katacoda/redis-node-docker-example";

/** A client of a redis that goes on until it is told to stop, beside the benchmark or in a container. */
export class WatchedClient {
  private constructor(
    private readonly lines: string[],
    /** Ends it. */
    readonly end: () => Promise<void>,
  ) {}

  /** On this machine, through a published port. */
  static async onHost(script: string, settings: ClientSettings): Promise<WatchedClient> {
    const env = { ...process.env, BENCH_CLIENT: JSON.stringify(settings) };
    const child = spawn(process.execPath, [scriptFile(script)], { env, stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const stop = async () => {
      child.kill("SIGTERM");
      await ended;
    };
    const lines = await linesUntilReady(child.stdout, stop);
    return new WatchedClient(lines, stop);
  }

  /** In a container on a network. */
  static async inContainer(
    bench: Bench,
    script: string,
    network: string,
    settings: ClientSettings,
  ): Promise<WatchedClient> {
    const container = await bench.docker.createContainer({
      name: bench.name(`client-${Math.random().toString(36).slice(2, 8)}`),
      Image: NODE_IMAGE,
      Cmd: ["node", "-e", readFileSync(scriptFile(script), "utf8")],
      Env: [`BENCH_CLIENT=${JSON.stringify(settings)}`],
      HostConfig: { NetworkMode: network },
    });
    const output = new PassThrough();
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    bench.docker.modem.demuxStream(stream, output, process.stderr);
    const ended = new Promise<void>((resolve) => stream.once("end", () => resolve(void output.end())));
    const stop = async () => {
      await container.kill({ signal: "SIGTERM" });
      await ended;
      await container.remove({ force: true });
    };
    await container.start();
    const lines = await linesUntilReady(output, stop);
    return new WatchedClient(lines, stop);
  }

  /** What it printed so far. */
  get printed(): readonly string[] {
    return this.lines;
  }

  /** Ends a `loopingClient` and resolves with what it saw. */
  async stop(): Promise<Sight> {
    await this.end();
    return JSON.parse(this.lines.at(-1) ?? "{}") as Sight;
  }
}

const READY_WITHIN_MS = 20_000;

/** Collects lines; resolves with the growing list at the line "ready". */
function linesUntilReady(stream: NodeJS.ReadableStream, stop: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      void stop().finally(() =>
        reject(new Error(`a client saw no redis within ${READY_WITHIN_MS / 1000} s: ${lines.join(" ")}`)),
      );
    }, READY_WITHIN_MS);
    createInterface({ input: stream }).on("line", (line) => {
      if (line !== "ready") return void lines.push(line);
      clearTimeout(timer);
      resolve(lines);
    });
  });
}

function scriptFile(name: string): string {
  return join(__dirname, `${name}.cjs`);
}
