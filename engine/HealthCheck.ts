import type Docker from "dockerode";
import { Bounds, TimeoutError, within } from "./Bounds";
import { collectOutput } from "./containerOutput";
import type { EngineClient } from "./EngineClient";
import { unlessMissing } from "./EngineError";

/** What one run of a health check said. */
export interface HealthAnswer {
  ready: boolean;
  said: string;
}

/** The Engine's own default for a check that has no time-out. */
const DEFAULT_TIMEOUT_MS = 30_000;
const NANOSECONDS_PER_MS = 1e6;

/**
 * A container's own health check, run when asked. The Engine's first turn comes a whole interval after the start, which
 * would be spent waiting for nothing. The Engine has no call that ends a command in a container, so as long as one hangs
 * no other one is started beside it.
 */
export class HealthCheck {
  private hanging: string | undefined;

  constructor(
    private readonly engine: EngineClient,
    private readonly container: string,
  ) {}

  /** One run, which gets the check's own time-out and no more than `bounds`. */
  async run(bounds: Bounds): Promise<HealthAnswer> {
    if (await this.stillHangs(bounds)) return { ready: false, said: "its health check is still running" };
    const { Config } = await this.engine.read((docker) => docker.getContainer(this.container).inspect(), bounds);
    const { Test = [], Timeout } = Config.Healthcheck ?? {};
    const own = Timeout ? Timeout / NANOSECONDS_PER_MS : DEFAULT_TIMEOUT_MS;
    const ms = Math.min(own, bounds.timeoutMs ?? own);
    const { Shell } = Config as { Shell?: string[] };
    return this.execute(commandOf(Test, Shell), ms, bounds.signal);
  }

  private async execute(command: string[], ms: number, signal: AbortSignal | undefined): Promise<HealthAnswer> {
    let started: string | undefined;
    const run = async (docker: Docker): Promise<HealthAnswer> => {
      const exec = await docker
        .getContainer(this.container)
        .exec({ Cmd: command, AttachStdout: true, AttachStderr: true });
      started = exec.id;
      const output = await collectOutput(await exec.start({}));
      started = undefined;
      const { ExitCode } = await exec.inspect();
      return { ready: ExitCode === 0, said: `${output.stdout}${output.stderr}`.trim() };
    };
    // A check changes nothing, so it may run a second time when the answer to the first one is lost.
    return within({ ms, signal }, (ending) => this.engine.read(run, { signal: ending })).catch((error: unknown) => {
      if (!(error instanceof TimeoutError)) throw error;
      this.hanging = started;
      return { ready: false, said: `its health check did not end within ${Math.round(ms / 100) / 10} s` };
    });
  }

  private async stillHangs(bounds: Bounds): Promise<boolean> {
    const { hanging } = this;
    if (hanging === undefined) return false;
    const exec = await unlessMissing(this.engine.read((docker) => docker.getExec(hanging).inspect(), bounds));
    if (!exec?.Running) this.hanging = undefined;
    return exec?.Running ?? false;
  }
}

function commandOf(test: string[], shell = ["/bin/sh", "-c"]): string[] {
  return test[0] === "CMD-SHELL" ? [...shell, test[1] ?? "true"] : test.slice(1);
}
