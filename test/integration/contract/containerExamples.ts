import type { Example, World } from "./Example";

const DEFAULT_LIMIT = -1;

async function makeBox({ docker, name }: World): Promise<void> {
  const rest = name("box").slice(docker.prefix.length + 1);
  await docker.makeContainer(rest, { image: "alpine", command: ["sleep", "100000"] });
}

async function makeAgain(world: World): Promise<void> {
  await world.docker.docker.getContainer(world.name("box")).remove({ force: true });
  await makeBox(world);
}

export const pidsLimit: Example = {
  resource: "PidsLimit",
  prepare: makeBox,
  inputs: ({ name }) => ({ container: name("box"), limit: 64 }),
  defaults: (world) => pidsLimit.inputs(world),
  open: [],
  edit: () => ({ limit: 65 }),
  live: async ({ docker, name }) => {
    const limit = (await docker.container(name("box")))?.HostConfig.PidsLimit ?? DEFAULT_LIMIT;
    return limit > 0 ? limit : undefined;
  },
  written: 64,
  edited: 65,
  imported: { id: ({ name }) => name("box") },
  makeByHand: async ({ docker, name }) => {
    await docker.docker.getContainer(name("box")).update({ PidsLimit: 64 });
  },
  takeAway: async ({ docker, name }) => {
    await docker.docker.getContainer(name("box")).update({ PidsLimit: DEFAULT_LIMIT });
  },
  replaceByHand: makeAgain,
  marked: (mark) => ({ limit: Number(mark) }),
  public: ["container"],
};

export const containerReady: Example = {
  resource: "ContainerReady",
  prepare: makeBox,
  inputs: ({ name }) => ({ container: name("box") }),
  defaults: (world) => ({ ...containerReady.inputs(world), timeoutSeconds: 60, triggers: [] }),
  open: [],
  edit: () => ({ triggers: ["2"] }),
  imported: { id: ({ name }) => name("box") },
  replaceByHand: makeAgain,
  marked: (mark) => ({ triggers: [mark], timeoutSeconds: Number(mark) }),
  public: ["container"],
};

export const probe: Example = {
  resource: "Probe",
  inputs: () => ({ image: "alpine", command: ["echo", "one", "two"], environment: { A: "1", B: "1" } }),
  defaults: (world) => ({
    ...probe.inputs(world),
    networks: [],
    hosts: {},
    timeoutSeconds: 30,
    retryForSeconds: 0,
    expectExitCode: 0,
    triggers: [],
  }),
  open: ["expectOutput"],
  edit: () => ({ command: ["echo", "two", "one"] }),
  nested: {
    path: "environment.A",
    hidden: () => ({ command: ["echo", "two", "one"], environment: { A: "2", B: "1" } }),
  },
  imported: { refused: /cannot be imported/ },
  marked: (mark) => ({
    command: ["sh", "-c", `echo ${mark}; env`],
    environment: { SECRET: mark },
    hosts: { [`m${mark}`]: "192.0.2.1" },
    expectOutput: `one|${mark}`,
    triggers: [mark],
    timeoutSeconds: Number(mark),
  }),
  public: ["image", "networks"],
};

export const stackLabel: Example = {
  resource: "StackLabel",
  inputs: () => ({ value: "project/stack" }),
  defaults: (world) => ({ ...stackLabel.inputs(world), containers: {}, ports: [] }),
  open: [],
  edit: () => ({ value: "project/renamed" }),
  constant: true,
  imported: { id: () => "project/stack" },
  marked: () => ({}),
  public: ["value", "containers", "ports"],
};
