import type { Bench } from "./Bench";
import { Sight, WatchedClient } from "./WatchedClient";

/** What two clients and the Engine can tell of a redis after something was done near it. */
export interface Testimony {
  /** Of the client in a container on the server's first network. */
  readonly network: Sight;
  /** Of the client that comes through the published port. */
  readonly port: Sight;
  /** Of 1,000 keys. */
  readonly lostKeys: number;
  /** Whether it is the same container, with the same start time. */
  readonly sameContainer: boolean;
}

const KEYS = 1000;
const SETTLE_MS = 500;
const LOOP = { pauseMs: 2, patienceMs: 1000 };

/** Has two clients loop on a redis while the work is done, and tells what they saw. */
export async function witnessed(
  bench: Bench,
  server: { container: string; network: string; port: number },
  work: () => Promise<unknown>,
): Promise<Testimony> {
  const names = Array.from({ length: KEYS }, (_, i) => `kept:${i}`);
  await bench.exec(server.container, ["redis-cli", "mset", ...names.flatMap((name) => [name, "x"])]);
  const before = await state(bench, server.container);
  const inside = { ...LOOP, host: server.container, port: 6379, key: "network" };
  const outside = { ...LOOP, host: "127.0.0.1", port: server.port, key: "port" };
  const clients = await Promise.all([
    WatchedClient.inContainer(bench, "loopingClient", server.network, inside),
    WatchedClient.onHost("loopingClient", outside),
  ]);
  let sights: Sight[] = [];
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  } finally {
    sights = await Promise.all(clients.map((client) => client.stop()));
  }
  const [network, port] = sights as [Sight, Sight];
  const found = await bench.exec(server.container, ["redis-cli", "exists", ...names]);
  const after = await state(bench, server.container);
  return { network, port, lostKeys: KEYS - Number(found.stdout), sameContainer: before === after };
}

async function state(bench: Bench, name: string): Promise<string> {
  const { Id, State } = await bench.docker.getContainer(name).inspect();
  return `${Id} ${State.StartedAt}`;
}
