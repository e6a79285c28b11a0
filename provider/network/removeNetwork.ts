import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError, describeError } from "../../engine/EngineError";
import type { Operation } from "../protocol/Resource";

/** Endpoints of containers that are being removed may linger (moby issue 17217); peers wait up to 30 s for them. */
const PATIENCE_MS = 30_000;

/** Removes a network, waiting a bounded time for endpoints that are on their way out. Gone already is success. */
export async function removeNetwork(
  engine: EngineClient,
  id: string,
  name: string,
  operation: Operation,
): Promise<void> {
  const end = Date.now() + (operation.timeoutMs ?? PATIENCE_MS);
  const policy = retry(
    handleWhen((error) => isBusy(error) && Date.now() < end),
    { maxAttempts: 1000, backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 1000 }) },
  );
  try {
    await policy.execute(
      () =>
        engine.changing([id, name], () => engine.call((docker) => docker.getNetwork(id).remove(), operation.signal)),
      operation.signal,
    );
  } catch (error) {
    if (error instanceof EngineError && error.status === 404) return;
    const members = (await engine.network(id).catch(() => undefined))?.members.map((member) => member.name) ?? [];
    const advice = members.length
      ? `These are still on it: ${members.join(", ")}. Detach them ("docker network disconnect ${name} NAME") and try again.`
      : isBusy(error)
        ? `The Engine counts endpoints that no container has (moby issue 42119); a restart of the Engine clears them.`
        : "";
    throw describeError(`Removing network "${name}"`, error, advice);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof EngineError && /active endpoints/i.test(error.answer);
}
