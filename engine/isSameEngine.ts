import { EngineAddress, enginePlace } from "./engineAddress";
import { EngineCalls } from "./EngineCalls";

const PATIENCE_MS = 3_000;

/** Whether two addresses lead to one Engine; where they look different, what the Engines say of themselves decides. */
export async function isSameEngine(one: EngineAddress, other: EngineAddress): Promise<boolean> {
  if (enginePlace(one) === enginePlace(other)) return true;
  const [identity, otherIdentity] = await Promise.all([identityOf(one), identityOf(other)]);
  return identity !== undefined && identity === otherIdentity;
}

/** The first two of several addresses that lead to one Engine, by their places in the list; undefined when there are none. */
export async function firstSameEngines(
  addresses: readonly EngineAddress[],
): Promise<{ one: number; other: number } | undefined> {
  const same = firstEqual(addresses.map(enginePlace));
  return same ?? firstEqual(await Promise.all(addresses.map(identityOf)));
}

function firstEqual(values: readonly (string | undefined)[]): { one: number; other: number } | undefined {
  const other = values.findIndex((value, i) => value !== undefined && values.indexOf(value) < i);
  return other < 0 ? undefined : { one: values.indexOf(values[other]), other };
}

/** Two Engines of one machine may share an id (before Engine 24 it is the machine's key), but never a folder. */
async function identityOf(address: EngineAddress): Promise<string | undefined> {
  const info = new EngineCalls(address).read(
    (docker) => docker.info() as Promise<{ ID?: string; DockerRootDir?: string }>,
    { timeoutMs: PATIENCE_MS },
  );
  return info.then(
    ({ ID, DockerRootDir }) => (ID && DockerRootDir ? `${ID} ${DockerRootDir}` : undefined),
    () => undefined,
  );
}
