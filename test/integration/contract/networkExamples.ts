import type { Example, World } from "./Example";

const sleeper = { image: "alpine", command: ["sleep", "100000"] };

/** The aliases of a container on a network as the Engine tells them; undefined when it is not on it. */
async function aliases({ docker }: World, container: string, network: string): Promise<string[] | undefined> {
  const found = await docker.container(container);
  const endpoint = (found?.NetworkSettings.Networks as Record<string, { Aliases?: string[] | null }>)?.[network];
  return endpoint && (endpoint.Aliases ?? []).filter((alias) => alias !== found?.Id.slice(0, 12)).sort();
}

async function makeMember({ docker, name }: World): Promise<void> {
  await docker.makeContainer(name("box").slice(docker.prefix.length + 1), { ...sleeper, network: name("home") });
}

async function makeAgain(world: World): Promise<void> {
  await world.docker.docker.getContainer(world.name("box")).remove({ force: true });
  await makeMember(world);
}

async function makeNetwork({ docker, name }: World, rest: string): Promise<void> {
  await docker.makeNetwork(name(rest).slice(docker.prefix.length + 1));
}

async function connect({ docker, name }: World, network: string, Aliases: string[]): Promise<void> {
  await docker.docker.getNetwork(name(network)).connect({ Container: name("box"), EndpointConfig: { Aliases } });
}

async function disconnect({ docker, name }: World, network: string): Promise<void> {
  await docker.docker.getNetwork(name(network)).disconnect({ Container: name("box"), Force: true });
}

export const networkAttachment: Example = {
  resource: "NetworkAttachment",
  prepare: async (world) => {
    await makeNetwork(world, "home");
    await makeNetwork(world, "net");
    await makeMember(world);
  },
  inputs: ({ name }) => ({
    container: name("box"),
    network: name("net"),
    aliases: ["db"],
    driverOpts: { "contract.a": "1", "contract.b": "1" },
  }),
  defaults: (world) => ({
    ...networkAttachment.inputs(world),
    linkLocalIps: [],
    sharedAliases: false,
    adopt: false,
    allowGatewayChange: false,
  }),
  open: ["ipv4Address", "ipv6Address", "macAddress", "gatewayPriority"],
  edit: () => ({ aliases: ["db", "main"] }),
  nested: {
    path: `driverOpts["contract.a"]`,
    hidden: () => ({ aliases: ["db", "main"], driverOpts: { "contract.a": "2", "contract.b": "1" } }),
  },
  live: (world) => aliases(world, world.name("box"), world.name("net")),
  written: ["db"],
  edited: ["db", "main"],
  imported: { id: ({ name }) => `${name("net")}/${name("box")}` },
  makeByHand: async ({ docker, name }) => {
    const DriverOpts = { "contract.a": "1", "contract.b": "1" };
    const EndpointConfig = { Aliases: ["db"], DriverOpts };
    await docker.docker.getNetwork(name("net")).connect({ Container: name("box"), EndpointConfig });
  },
  takeAway: (world) => disconnect(world, "net"),
  replaceByHand: makeAgain,
  foreign: {
    make: (world) => connect(world, "net", ["somebody"]),
    look: (world) => aliases(world, world.name("box"), world.name("net")),
    refused: /already attached in another way.*adopt: true.*import/s,
    remove: (world) => disconnect(world, "net"),
  },
  marked: (mark) => ({ aliases: [`m${mark}`], driverOpts: { "contract.mark": mark } }),
  public: ["container", "network", "ipv4Address", "ipv6Address", "linkLocalIps", "macAddress"],
};

export const containerNetworks: Example = {
  resource: "ContainerNetworks",
  prepare: async (world) => {
    await makeNetwork(world, "home");
    await makeNetwork(world, "more");
    await makeMember(world);
  },
  inputs: ({ name }) => ({ container: name("box"), networks: [{ name: name("home") }] }),
  defaults: ({ name }) => ({ container: name("box"), networks: [{ name: name("home"), aliases: [] }] }),
  open: [],
  edit: ({ name }) => ({ networks: [{ name: name("home") }, { name: name("more") }] }),
  live: async (world) => {
    const { docker, name } = world;
    const networks = Object.keys((await docker.container(name("box")))?.NetworkSettings.Networks ?? {});
    const short = networks.map((network) => network.replace(name(""), "")).sort();
    return short.includes("home") ? short : undefined;
  },
  written: ["home"],
  edited: ["home", "more"],
  stays: true,
  imported: { id: ({ name }) => name("box") },
  takeAway: (world) => disconnect(world, "home"),
  replaceByHand: makeAgain,
  marked: () => ({}),
  public: ["container", "networks"],
};

export const network: Example = {
  resource: "Network",
  inputs: ({ name }) => ({ name: name("net"), labels: { a: "1", b: "1" } }),
  defaults: (world) => ({
    ...network.inputs(world),
    driver: "bridge",
    ipv6: false,
    enableIpv4: true,
    ipamDriver: "default",
    ipamOptions: {},
    internal: false,
    attachable: false,
    options: {},
    reconnectForeignContainers: false,
  }),
  open: ["subnet", "gateway", "ipRange", "ipv6Subnet", "ipv6Gateway", "subnetPool", "ipamConfigs"],
  edit: () => ({ labels: { a: "1", b: "2" } }),
  nested: { path: "labels.a", hidden: () => ({ labels: { a: "2", b: "2" } }) },
  live: async ({ docker, name }) => {
    const labels = (await docker.network(name("net")))?.Labels;
    return labels && Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith("dockwire.")));
  },
  written: { a: "1", b: "1" },
  edited: { a: "1", b: "2" },
  imported: { id: ({ name }) => name("net") },
  makeByHand: async ({ docker, name }) => {
    await docker.docker.createNetwork({ Name: name("net"), Labels: { a: "1", b: "1" } });
  },
  takeAway: ({ docker, name }) => docker.docker.getNetwork(name("net")).remove() as Promise<void>,
  replaceByHand: async ({ docker, name }) => {
    await docker.docker.getNetwork(name("net")).remove();
    await docker.docker.createNetwork({ Name: name("net"), Labels: { whose: "somebody else's" } });
  },
  foreign: {
    make: async ({ docker, name }) => {
      await docker.docker.createNetwork({ Name: name("net"), Labels: { whose: "somebody else's" } });
    },
    look: async ({ docker, name }) => (await docker.network(name("net")))?.Id,
    refused: /there is one of that name already.*import/s,
    remove: ({ docker, name }) => docker.docker.getNetwork(name("net")).remove() as Promise<void>,
  },
  marked: (mark) => ({
    labels: { a: mark },
    options: { "contract.mark": mark },
    ipamOptions: { "contract.mark": mark },
  }),
  public: [
    "name",
    "driver",
    "subnet",
    "gateway",
    "ipRange",
    "ipv6Subnet",
    "ipv6Gateway",
    "subnetPool",
    "ipamConfigs",
    "ipamDriver",
  ],
};
