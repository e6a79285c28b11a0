import { setTimeout as sleep } from "node:timers/promises";
import type { Bounds } from "../../engine/Bounds";
import { containerOutput } from "../../engine/containerOutput";
import type { EngineClient } from "../../engine/EngineClient";
import { describeError, EngineError } from "../../engine/EngineError";
import { HealthAnswer, HealthCheck } from "../../engine/HealthCheck";
import type { Container } from "../../engine/model";
import type { Operation } from "../protocol/Resource";
import { NO_SUCH_CONTAINER } from "../protocol/noSuchContainer";

const PAUSE_MS = 100;
const STATUS_EVERY_MS = 1000;
const LAST_LINES = 10;
const ENDED = ["exited", "dead", "removing"];

/** Waits until a container passes its health check (or, having none, runs), and resolves with it as it is then. */
export async function waitUntilReady(
  engine: EngineClient,
  ref: string,
  timeoutMs: number,
  operation: Operation,
): Promise<Container> {
  return new ReadinessWait(engine, ref, timeoutMs, operation).ready();
}

class ReadinessWait {
  private readonly attempt: string;
  private readonly start = Date.now();
  private lastStatus = this.start;
  private check: HealthCheck | undefined;

  constructor(
    private readonly engine: EngineClient,
    private readonly ref: string,
    private readonly timeoutMs: number,
    private readonly operation: Operation,
  ) {
    this.attempt = `Waiting for container "${ref}" to be ready`;
  }

  async ready(): Promise<Container> {
    for (;;) {
      const container = await this.engine.container(this.ref, this.bounds());
      if (!container) {
        throw new Error(`${this.attempt}: ${NO_SUCH_CONTAINER}`);
      }
      const answer = await this.look(container);
      if (answer.ready) return container;
      if (this.remainingMs() <= 0) throw await this.tooLate(container, answer);
      this.tell(container);
      await sleep(PAUSE_MS, undefined, { signal: this.operation.bounds.signal });
    }
  }

  private async look(container: Container): Promise<HealthAnswer> {
    const { status, name, health } = container;
    if (ENDED.includes(status)) {
      throw new Error(
        `${this.attempt}: container "${name}" has ended with exit code ${container.exitCode}. ` +
          `Its last lines:\n${await this.lastLines(container.id)}`,
      );
    }
    if (status === "paused") await this.resume(container);
    if (!container.running || status === "restarting") return { ready: false, said: `it is ${status}` };
    if (!health || health.status === "healthy") return { ready: true, said: "" };
    this.check ??= new HealthCheck(this.engine, container.id);
    return this.check.run(this.bounds()).catch((error: unknown) => {
      // It has stopped, or was paused, since it was looked at (409), or between the check's calls (404, of the check alone).
      if (error instanceof EngineError && [404, 409].includes(error.status ?? 0)) {
        return { ready: false, said: error.answer };
      }
      throw describeError(this.attempt, error);
    });
  }

  /** What others wait for has to run, whoever paused it. */
  private async resume({ id, name }: Container): Promise<void> {
    this.operation.warn(`container "${name}" was paused; it is resumed, because others wait for it to be ready`);
    const isPaused = () =>
      this.engine.read(async (docker) => (await docker.getContainer(id).inspect()).State.Paused, this.bounds());
    await this.engine
      .change(
        {
          touched: [id],
          send: (docker) =>
            docker
              .getContainer(id)
              .unpause()
              .then(() => true),
          done: async () => ((await isPaused()) ? undefined : true),
        },
        this.operation.bounds,
      )
      .catch((error: unknown) => {
        throw describeError(this.attempt, error);
      });
  }

  private tell({ name, health }: Container): void {
    const now = Date.now();
    if (now - this.lastStatus < STATUS_EVERY_MS) return;
    this.lastStatus = now;
    const wanted = health ? "be healthy" : "run";
    this.operation.status(`waiting for ${name} to ${wanted}, ${Math.round((now - this.start) / 1000)} s`);
  }

  private async tooLate({ id, name, status }: Container, { said }: HealthAnswer): Promise<Error> {
    const seconds = this.timeoutMs / 1000;
    const late = `${this.attempt}: container "${name}" was not ready within ${seconds} s`;
    if (status === "restarting")
      return new Error(`${late}: it ends and is started again. Its last lines:\n${await this.lastLines(id)}`);
    return new Error(
      `${late} (${said || "no answer"}). Look at "docker logs ${name}", or give it longer ("timeoutSeconds").`,
    );
  }

  private async lastLines(id: string): Promise<string> {
    const { signal } = this.operation.bounds;
    const { stdout, stderr } = await this.engine.read((docker) => containerOutput(docker, id, LAST_LINES), { signal });
    return `${stdout}${stderr}`.trim() || "(it printed nothing)";
  }

  /** What is left of the time; the look at its end still gets a moment to be answered. */
  private bounds(): Bounds {
    return { signal: this.operation.bounds.signal, timeoutMs: Math.max(this.remainingMs(), STATUS_EVERY_MS) };
  }

  private remainingMs(): number {
    return this.start + this.timeoutMs - Date.now();
  }
}
