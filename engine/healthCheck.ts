import type { EngineClient } from "./EngineClient";
import { printed } from "./logText";

/**
 * Runs a container's own health check now. The Engine's first turn comes a whole interval after the start, which would
 * be spent waiting for nothing.
 */
export async function healthCheck(
  engine: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<{ ready: boolean; said: string }> {
  return engine.call(async (docker) => {
    const { Config } = await docker.getContainer(id).inspect();
    const test = Config.Healthcheck?.Test ?? [];
    const command = test[0] === "CMD-SHELL" ? ["/bin/sh", "-c", test[1] ?? "true"] : test.slice(1);
    const exec = await docker.getContainer(id).exec({ Cmd: command, AttachStdout: true, AttachStderr: true });
    const output = await printed(docker, await exec.start({}));
    const { ExitCode } = await exec.inspect();
    return { ready: ExitCode === 0, said: `${output.stdout}${output.stderr}`.trim() };
  }, signal);
}
