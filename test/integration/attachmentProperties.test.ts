import assert from "node:assert/strict";
import fc from "fast-check";
import type { Properties } from "../../provider/protocol/values";
import { DockerFixture } from "../support/DockerFixture";
import { ProviderProcess, ResourceAnswer, urnOf } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";

const URN = urnOf("dockwire:index:NetworkAttachment");
const CONTAINERS = ["one", "two"];
const NETWORKS = ["red", "blue"];
const RUNS = Number(process.env.DOCKWIRE_RUNS ?? 5);

/** What should be true: which containers there are, whether they run, and who is on which network under which aliases. */
interface Model {
  running: Map<string, boolean>;
  attached: Map<string, { made: ResourceAnswer; inputs: Properties }>;
}

interface Real {
  docker: DockerFixture;
  provider: ProviderProcess;
}

type Step = fc.AsyncCommand<Model, Real>;
const key = (container: string, network: string) => `${network}/${container}`;

function held(model: Model, { container, network }: { container: string; network: string }) {
  const found = model.attached.get(key(container, network));
  assert.ok(found, `the model has no ${container} on ${network}`);
  return found;
}

class Attach implements Step {
  constructor(
    readonly container: string,
    readonly network: string,
    readonly aliases: string[],
  ) {}
  check = (model: Model) =>
    model.running.has(this.container) && !model.attached.has(key(this.container, this.network)) && unique(model, this);
  async run(model: Model, { docker, provider }: Real): Promise<void> {
    const inputs = inputsOf(docker, this);
    model.attached.set(key(this.container, this.network), { made: await provider.create(URN, inputs), inputs });
  }
  toString = () => `attach ${this.container} to ${this.network} as [${this.aliases.join(", ")}]`;
}

class Realias implements Step {
  constructor(
    readonly container: string,
    readonly network: string,
    readonly aliases: string[],
  ) {}
  check = (model: Model) => model.attached.has(key(this.container, this.network)) && unique(model, this);
  async run(model: Model, { docker, provider }: Real): Promise<void> {
    const { made } = held(model, this);
    const inputs = inputsOf(docker, this);
    const edited = await provider.update(URN, made.id, made.state, inputs);
    model.attached.set(key(this.container, this.network), { made: { ...edited, id: made.id }, inputs });
  }
  toString = () => `re-alias ${this.container} on ${this.network} as [${this.aliases.join(", ")}]`;
}

class Detach implements Step {
  constructor(
    readonly container: string,
    readonly network: string,
  ) {}
  check = (model: Model) => model.attached.has(key(this.container, this.network));
  async run(model: Model, { provider }: Real): Promise<void> {
    const { made } = held(model, this);
    await provider.delete(URN, made.id, made.state);
    model.attached.delete(key(this.container, this.network));
  }
  toString = () => `detach ${this.container} from ${this.network}`;
}

class ByHand implements Step {
  constructor(
    readonly what: "stop" | "start" | "restart" | "remove" | "disconnect",
    readonly container: string,
    readonly network: string,
  ) {}
  check = (model: Model) => {
    const running = model.running.get(this.container);
    if (this.what === "disconnect") return model.attached.has(key(this.container, this.network));
    return this.what === "start" ? running === false : running === true;
  };
  async run(model: Model, real: Real): Promise<void> {
    const { docker, provider } = real;
    const container = docker.docker.getContainer(docker.name(this.container));
    if (this.what === "stop") await container.stop({ t: 0 });
    if (this.what === "start") await container.start();
    if (this.what === "restart") await container.restart({ t: 0 });
    if (this.what === "stop" || this.what === "start") model.running.set(this.container, this.what === "start");
    if (this.what === "disconnect") {
      await docker.docker.getNetwork(docker.name(this.network)).disconnect({ Container: docker.name(this.container) });
      const gone = held(model, this);
      assert.equal(await readFresh(real, gone.made, gone.inputs), undefined, "a disconnect by hand reads as gone");
      await provider.delete(URN, gone.made.id, gone.made.state);
      model.attached.delete(key(this.container, this.network));
    }
    if (this.what === "remove") {
      await container.remove({ force: true });
      for (const [at, { made }] of model.attached) {
        if (!at.endsWith(`/${this.container}`)) continue;
        await provider.delete(URN, made.id, made.state);
        model.attached.delete(at);
      }
      await docker.makeContainer(this.container, options(docker));
    }
  }
  toString = () => `${this.what} ${this.container} by hand${this.what === "disconnect" ? ` from ${this.network}` : ""}`;
}

/** The model and the Engine agree: members, aliases, and every attachment reads back as its inputs. */
class Compare implements Step {
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    for (const name of CONTAINERS) {
      const live = await real.docker.client.container(real.docker.name(name));
      const found = (live?.endpoints ?? [])
        .filter((endpoint) => endpoint.networkName !== real.docker.name("home"))
        .map((endpoint) => `${endpoint.networkName} [${endpoint.aliases.join(", ")}]`);
      const wanted = [...model.attached]
        .filter(([at]) => at.endsWith(`/${name}`))
        .map(([, { inputs }]) => `${String(inputs.network)} [${(inputs.aliases as string[]).join(", ")}]`);
      assert.deepEqual(found.sort(), wanted.sort());
    }
    for (const { made, inputs } of model.attached.values()) {
      const found = await readFresh(real, made, inputs);
      assert.deepEqual({ aliases: [], ...found?.inputs }, inputs);
    }
  }
  toString = () => "compare";
}

integrationSuite("Any sequence of attach, re-alias and detach, with hands on the machine between", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;
  before(async () => {
    provider = await ProviderProcess.configured();
    for (const name of ["home", ...NETWORKS]) await docker.makeNetwork(name);
  });
  after(async () => {
    await provider.stop();
    await docker.remove();
  });

  it(`leaves the Engine as the model says (${RUNS} sequences)`, async () => {
    const container = fc.constantFrom(...CONTAINERS);
    const network = fc.constantFrom(...NETWORKS);
    const aliases = fc
      .uniqueArray(fc.constantFrom("db", "cache", "queue", "main.db"), { maxLength: 3 })
      .map((all) => all.sort());
    const steps = fc.commands(
      [
        fc.tuple(container, network, aliases).map((all) => new Attach(...all)),
        fc.tuple(container, network, aliases).map((all) => new Attach(...all)),
        fc.tuple(container, network, aliases).map((all) => new Realias(...all)),
        fc.tuple(container, network).map((all) => new Detach(...all)),
        fc
          .tuple(fc.constantFrom("stop", "start", "restart", "remove", "disconnect"), container, network)
          .map((all) => new ByHand(...all)),
        fc.constant(new Compare()),
      ],
      { maxCommands: 12, size: "max" },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        await Promise.all(CONTAINERS.map((name) => docker.makeContainer(name, options(docker))));
        const model: Model = { running: new Map(CONTAINERS.map((name) => [name, true])), attached: new Map() };
        try {
          await fc.asyncModelRun(() => ({ model, real: { docker, provider } }), sequence);
          await new Compare().run(model, { docker, provider });
        } finally {
          await Promise.all(
            CONTAINERS.map((name) => docker.docker.getContainer(docker.name(name)).remove({ force: true })),
          );
        }
      }),
      {
        numRuns: RUNS,
        seed: Number(process.env.DOCKWIRE_SEED ?? 1),
        endOnFailure: true,
      },
    );
  });
});

/** Reads are shared for a moment; a provider of its own has none. */
async function readFresh({ provider }: Real, made: ResourceAnswer, inputs: Properties) {
  // Another spelling of the same id is another read.
  const containerId = String(made.state.containerId).slice(0, 12 + (spelling++ % 50));
  return provider.read(URN, made.id, { ...made.state, containerId }, inputs);
}
let spelling = 0;

function unique(
  model: Model,
  { container, network, aliases }: { container: string; network: string; aliases: string[] },
): boolean {
  const others = [...model.attached].filter(([at]) => at.startsWith(`${network}/`) && at !== key(container, network));
  return others.every(([, { inputs }]) => (inputs.aliases as string[]).every((alias) => !aliases.includes(alias)));
}

function inputsOf(docker: DockerFixture, step: { container: string; network: string; aliases: string[] }): Properties {
  return { container: docker.name(step.container), network: docker.name(step.network), aliases: step.aliases };
}

function options(docker: DockerFixture) {
  return { image: "alpine", command: ["sleep", "600"], network: docker.name("home") };
}
