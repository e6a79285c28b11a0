import { setTimeout as pause } from "node:timers/promises";
import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError, describeError, unlessMissing } from "../../engine/EngineError";
import { endpointOn, Network } from "../../engine/model";
import { isBalancer, overlayOf } from "../../engine/overlay";

/** Endpoints of containers that are being removed may linger (moby issue 17217); peers wait up to 30 s for them. */
export const PATIENCE_MS = 30_000;
/** A swarm frees a network's name and addresses a moment after it has answered. */
const FREED_MS = 15_000;
/** A container that stays on the network this long is not on its way out. */
const STAY_MS = 3_000;

/** Removes a network, waiting a bounded time for endpoints that are on their way out. Gone already is success. */
export async function removeNetwork(
  engine: EngineClient,
  network: Pick<Network, "id" | "name" | "scope">,
  bounds: Bounds,
): Promise<void> {
  const begin = Date.now();
  const end = begin + (bounds.timeoutMs ?? PATIENCE_MS);
  const stays = async () => Date.now() - begin > STAY_MS && (await staying(engine, network.id)).length > 0;
  const policy = retry(handleWhen(isBusy), {
    maxAttempts: 1000,
    backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 1000 }),
  });
  try {
    await policy.execute(async () => {
      try {
        await removeOnce(engine, network, bounds);
      } catch (error) {
        if (isBusy(error) && (Date.now() > end || (await stays()))) throw new StillUsed(error);
        throw error;
      }
    }, bounds.signal);
  } catch (error) {
    const cause = error instanceof StillUsed ? error.cause : error;
    throw describeError(`Removing network "${network.name}"`, cause, await advice(engine, network, cause));
  }
  if (network.scope === "swarm") await freed(engine, network.id);
}

async function freed(engine: EngineClient, id: string): Promise<void> {
  const end = Date.now() + FREED_MS;
  while ((await engine.network(id)) && Date.now() < end) await pause(100);
}

/** Waiting longer does not help. */
class StillUsed extends Error {
  constructor(override readonly cause: unknown) {
    super("endpoints are left on the network");
  }
}

async function removeOnce(engine: EngineClient, { id, name }: { id: string; name: string }, bounds: Bounds) {
  await unlessMissing(
    engine.change(
      {
        touched: [id, name],
        send: (docker) =>
          docker
            .getNetwork(id)
            .remove()
            .then(() => true),
        done: async () => ((await engine.network(id)) ? undefined : true),
      },
      bounds,
    ),
  );
}

/** The containers that run on the network and are not being removed. */
async function staying(engine: EngineClient, id: string): Promise<string[]> {
  const network = await engine.network(id);
  const found = await Promise.all((network?.members ?? []).map((member) => stayingMember(engine, network, member.id)));
  const elsewhere = network ? await elsewhereNames(engine, network) : [];
  return [...found.flatMap((name) => name ?? []), ...elsewhere];
}

/** The containers on an overlay that run on other machines, with theirs. */
async function elsewhereNames(engine: EngineClient, network: Network): Promise<string[]> {
  const here = new Set(network.members.map(({ name }) => name));
  const { endpoints } = await overlayOf(engine, network);
  return endpoints.filter(({ name }) => !here.has(name)).map(({ name, machine }) => `${name} (machine ${machine})`);
}

async function stayingMember(engine: EngineClient, network: Network | undefined, id: string) {
  const container = await engine.container(id);
  if (!container || !network || !["running", "paused"].includes(container.status)) return undefined;
  return endpointOn(container, network) && container.name;
}

async function advice(engine: EngineClient, { id, name }: { id: string; name: string }, error: unknown) {
  const network = await engine.network(id).catch(() => undefined);
  const here = network?.members.filter((member) => !isBalancer(member)).map((member) => member.name) ?? [];
  const members = [...here, ...(network ? await elsewhereNames(engine, network).catch(() => []) : [])];
  if (members.length) {
    return `These are still on it: ${members.sort().join(", ")}. Detach them ("docker network disconnect ${name} NAME") and try again.`;
  }
  if (!isBusy(error)) return "";
  return `The Engine counts endpoints that no container has (moby issue 42119); a restart of the Engine clears them.`;
}

function isBusy(error: unknown): boolean {
  return error instanceof EngineError && /active endpoints|in use by (task|service)/i.test(error.answer);
}
