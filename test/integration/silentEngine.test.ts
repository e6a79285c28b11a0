import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import type { Properties } from "../../provider/protocol/values";
import { poll } from "../../sandbox/poll";
import { DockerFixture } from "../support/DockerFixture";
import { FaultProxy } from "../support/FaultProxy";
import { integrationSuite } from "../support/integrationSuite";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";
import { sideBySide } from "../support/sideBySide";

/** What the user gives, and what may go beyond it: a few looks, and a machine under load. */
const BOUND_S = 2;
const BEYOND_MS = 14_000;

/** How many operations wait in vain at a time: they leave the machine to others. */
const AT_A_TIME = 3;

/** An operation's own way to the Engine, and what it works on. */
interface Ground {
  readonly proxy: FaultProxy;
  readonly container: string;
  readonly network: string;
}

integrationSuite("An Engine that takes every call and answers none any more", ["engine"], () => {
  const docker = new DockerFixture();
  let trials: ReadonlyMap<string, Promise<void>> = new Map();

  const bound = { timeoutSeconds: BOUND_S };
  const examples: [string, (ground: Ground) => Properties, Properties][] = [
    ["NetworkAttachment", ({ container, network }) => ({ container, network, aliases: ["a"] }), { aliases: ["b"] }],
    ["Network", () => ({ name: docker.name(`net${randomInt(1e9)}`) }), { labels: { a: "b" } }],
    ["Volume", () => ({ name: docker.name(`volume${randomInt(1e9)}`) }), {}],
    ["PidsLimit", ({ container }) => ({ container, limit: 100 }), { limit: 200 }],
  ];
  const works = new Map<string, (ground: Ground) => Promise<void>>([
    // What takes longest begins first.
    ["is waited for no longer than a minute and a few seconds in the middle of an edit of a network", editsNetwork],
    ...examples.flatMap(([type, example, edit]) =>
      (
        [
          ["from the first change on", /^(POST|DELETE) /],
          ["from the first call on", /./],
        ] as const
      ).map(([when, among]): [string, (ground: Ground) => Promise<void>] => [
        `is given up for a ${type} within customTimeouts and a few seconds, ${when}`,
        (ground) => endsInTime(ground, { type, example, edit, among }),
      ]),
    ),
  ]);

  before(async () => {
    await docker.makeNetwork("home");
    const begun = [...works].map(([title, work], i) => [title, () => onGround(`${i}`, work)] as const);
    trials = sideBySide(new Map(begun), AT_A_TIME);
  });
  after(async () => {
    await Promise.allSettled(trials.values());
    await docker.remove();
  });

  for (const title of works.keys()) it(title, () => trials.get(title));

  async function onGround(key: string, work: (ground: Ground) => Promise<void>): Promise<void> {
    const network = await docker.makeNetwork(`front${key}`);
    const options = { image: "alpine", command: ["sleep", "600"], network: docker.name("home") };
    const container = await docker.makeContainer(`app${key}`, options);
    const proxy = await FaultProxy.start();
    try {
      await work({ proxy, container, network });
    } finally {
      await proxy.stop();
    }
  }

  async function startProvider({ proxy, network }: Ground): Promise<ProviderProcess> {
    const provider = await ProviderProcess.configured({ environment: { DOCKER_HOST: proxy.host } });
    // The API version is agreed on, so that the Engine has answered before.
    await provider.invoke("dockwire:index:inspectNetwork", { network });
    return provider;
  }

  /** Runs one operation that has to fail in time, and to say that nobody answered. */
  async function failsInTime(operation: () => Promise<unknown>, boundS = BOUND_S): Promise<void> {
    const began = Date.now();
    await assert.rejects(operation(), /does not answer: no answer within \d/);
    const beyond = Date.now() - began - boundS * 1000;
    assert.ok(beyond < BEYOND_MS, `it took ${beyond} ms longer than asked for`);
  }

  async function endsInTime(
    ground: Ground,
    {
      type,
      example,
      edit,
      among,
    }: { type: string; example: (ground: Ground) => Properties; edit: Properties; among: RegExp },
  ): Promise<void> {
    const { proxy, network } = ground;
    const urn = urnOf(`dockwire:index:${type}`);
    const silence = () => proxy.arm({ kind: "silence", at: 0, among, lasting: true });
    let provider = await startProvider(ground);
    /** The Engine answers again; on a busy machine the provider's short calls may need several tries to notice. */
    const answers = async () => {
      proxy.arm();
      const heard = () => provider.invoke("dockwire:index:inspectNetwork", { network }).catch(() => undefined);
      assert.ok(await poll(heard, { timeout: 30_000 }), "the provider does not hear the Engine again");
    };
    try {
      silence();
      await failsInTime(() => provider.create(urn, example(ground), bound));
      await answers();
      const inputs = example(ground);
      const { id, state } = await provider.create(urn, inputs);
      // Another process, for which nothing is to be taken over.
      await provider.stop();
      provider = await startProvider(ground);
      if (Object.keys(edit).length && type !== "Network") {
        silence();
        // What takes a container off its network is given a minute: done after it was given up, it would stay off.
        const isEdit = type === "NetworkAttachment" && !among.test("GET ");
        const edited = { ...inputs, ...edit };
        await failsInTime(() => provider.update(urn, id, state, edited, bound), isEdit ? 60 : BOUND_S);
      }
      silence();
      await failsInTime(() => provider.delete(urn, id, state, bound));
      await answers();
      await provider.delete(urn, id, state);
    } finally {
      await provider.stop();
    }
  }

  async function editsNetwork(ground: Ground): Promise<void> {
    const { proxy } = ground;
    const provider = await startProvider(ground);
    try {
      const urn = urnOf("dockwire:index:Network");
      const inputs = { name: docker.name("edited") };
      const { id, state } = await provider.create(urn, inputs);
      proxy.arm({ kind: "silence", at: 0, among: /^DELETE .networks/, lasting: true });
      const began = Date.now();
      await assert.rejects(
        provider.update(urn, id, state, { ...inputs, labels: { a: "b" } }, bound),
        /no answer within 60 s/,
      );
      assert.ok(Date.now() - began < 60_000 + BEYOND_MS, `it took ${Date.now() - began} ms`);
      proxy.arm();
      const read = await provider.read(urn, id, state, inputs);
      assert.equal(read?.state.networkId, "", "the next update goes on from what is recorded");
      await provider.update(urn, id, read.state, { ...inputs, labels: { a: "b" } });
      assert.deepEqual((await docker.network(inputs.name))?.Labels?.a, "b");
    } finally {
      await provider.stop();
    }
  }
});
