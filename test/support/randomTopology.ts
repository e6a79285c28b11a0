import fc from "fast-check";
import type { AttachmentPlan, NetworkPlan, Topology } from "../programs/topology/Topology";

const ALIASES = ["db", "cache", "main.db", "queue-1"];
const KEYS = ["amber", "birch", "cedar", "dune"];

/** Some networks, some of them with a server, servers attached to other networks under aliases, and names that resolve. */
export function randomTopology(name: (rest: string) => string): fc.Arbitrary<Topology> {
  const network = fc.record({
    hasServer: fc.boolean(),
    image: fc.constantFrom("redis:7", "redis:7-alt"),
    guests: fc.uniqueArray(fc.constantFrom(...KEYS), { maxLength: 2 }),
    aliases: fc.uniqueArray(fc.constantFrom(...ALIASES), { maxLength: 3 }),
    probed: fc.boolean(),
  });
  const networks = fc.dictionary(fc.constantFrom(...KEYS), network, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
  return networks.map((plans) => {
    const keys = Object.keys(plans);
    const servers = keys.filter((key) => plans[key]?.hasServer);
    // A program can attach only what it has made before; networks with servers come first, in order.
    const precedes = (of: string, key: string) =>
      servers.includes(of) && (!servers.includes(key) || keys.indexOf(of) < keys.indexOf(key));
    return {
      networks: Object.fromEntries(
        Object.entries(plans).map(([key, { hasServer, image, guests, aliases, probed }]): [string, NetworkPlan] => {
          const attached = guests.filter((guest) => precedes(guest, key));
          const attachments = Object.fromEntries(
            attached.map((of, i): [string, AttachmentPlan] => [
              of,
              { of, aliases: share(aliases, i, attached.length) },
            ]),
          );
          const known = Object.values(attachments).flatMap((plan) => [...(plan.aliases ?? [])]);
          return [
            key,
            {
              networkName: name(key),
              ...(hasServer ? { redis: { containerName: name(`${key}-redis`), image } } : {}),
              attachments,
              resolves: probed ? known.slice(0, 1) : [],
            },
          ];
        }),
      ),
    };
  });
}

/** The same with one mistake in it, and what the error has to say. */
export function withMistake(topology: Topology, name: (rest: string) => string): { wrong: Topology; says: RegExp } {
  const server = { containerName: name("extra-redis"), image: "redis:7" };
  const twice = { of: "extra", aliases: ["same"] };
  const wrong = {
    networks: {
      ...topology.networks,
      extra: { networkName: name("extra"), redis: server },
      mistaken: { networkName: name("mistaken"), attachments: { one: twice, two: twice } },
    },
  };
  return { wrong, says: /"attachments\.one" and "attachments\.two" both have the alias "same"/ };
}

/** What the Engine should hold: every server's networks and its aliases there. */
export function expectedEndpoints(topology: Topology): Record<string, Record<string, string[]>> {
  const found: Record<string, Record<string, string[]>> = {};
  for (const { networkName, redis } of Object.values(topology.networks)) {
    if (redis) found[redis.containerName] = { [networkName]: [] };
  }
  for (const { networkName, attachments = {} } of Object.values(topology.networks)) {
    for (const { of, aliases = [] } of Object.values(attachments)) {
      const server = topology.networks[of]?.redis;
      if (server) found[server.containerName] = { ...found[server.containerName], [networkName]: [...aliases].sort() };
    }
  }
  return found;
}

function share(all: string[], i: number, of: number): string[] {
  return all.filter((_, at) => at % of === i);
}
