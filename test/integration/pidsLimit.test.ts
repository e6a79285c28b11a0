import assert from "node:assert/strict";
import type { Properties } from "../../provider/protocol/values";
import { CountingEngine } from "../support/CountingEngine";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";

const TYPE = "dockwire:index:PidsLimit";

integrationSuite("A PidsLimit on a real Engine", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;

  /** Another process for each test: claims of one run do not reach into the next. */
  beforeEach(async () => {
    provider = await ProviderProcess.configured();
  });
  afterEach(() => provider?.stop());
  after(() => docker.remove());

  const urn = (rest: string) => urnOf(TYPE, rest);
  const make = (rest: string) => docker.makeContainer(rest, { image: "alpine", command: ["sleep", "1000"] });
  const limitOf = async (container: string) => (await docker.container(container))?.HostConfig.PidsLimit;
  const setLimit = (container: string, PidsLimit: number) =>
    docker.docker.getContainer(container).update({ PidsLimit });

  async function limit(rest: string, inputs: Properties) {
    const checked = await provider.check(urn(rest), inputs);
    assert.deepEqual(checked.failures, []);
    return { inputs: checked.inputs, ...(await provider.create(urn(rest), checked.inputs)) };
  }

  it("is set while the container runs, edited and taken off again", async () => {
    const container = await make("life");
    const { id, state } = await limit("life", { container, limit: 20 });
    assert.equal(id, container);
    assert.equal(await limitOf(container), 20);
    const updated = await provider.update(urn("life"), id, state, { container, limit: 30 });
    assert.equal(await limitOf(container), 30);
    await provider.stop();
    provider = await ProviderProcess.configured();
    await provider.delete(urn("life"), id, updated.state);
    assert.ok([-1, 0, null, undefined].includes(await limitOf(container)), String(await limitOf(container)));
    assert.equal((await docker.container(container))?.RestartCount, 0);
    await provider.delete(urn("life"), id, updated.state);
  });

  it("that has another name in the program stays, although its old name is deleted after", async () => {
    const container = await make("renamed");
    const old = await limit("old", { container, limit: 20 });
    await provider.stop();
    provider = await ProviderProcess.configured();
    await limit("new", { container: String(old.state.containerId), limit: 20 });
    await provider.delete(urn("old"), old.id, old.state);
    assert.equal(await limitOf(container), 20);
  });

  it("is one for each container: a second one is refused at preview, by name or id, naming the first", async () => {
    const container = await make("one");
    const { Id = "" } = (await docker.container(container)) ?? {};
    await provider.check(urn("first"), { container, limit: 20 });
    for (const ref of [container, Id, Id.slice(0, 12)]) {
      const { failures } = await provider.check(urn("second"), { container: ref, limit: 30 });
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["container"],
      );
      assert.match(failures[0]?.reason ?? "", new RegExp(`PidsLimit "first" limits container "${container}" too`));
    }
  });

  it("that the Engine takes and throws away is an error that says so", async () => {
    const container = await make("discarded");
    const engine = await CountingEngine.start();
    const own = await ProviderProcess.configured({ environment: { DOCKER_HOST: engine.host } });
    try {
      engine.discard = { pattern: /^POST \/containers\/.*\/update$/, answer: { Warnings: ["PIDs limit discarded."] } };
      const expected =
        /Limiting container ".*" to 20 processes: the Engine took the call and discarded the limit \(it warned: PIDs limit discarded\.\)\. The Engine's machine has to have the "pids" control group/;
      await assert.rejects(own.create(urn("discarded"), { container, limit: 20 }), expected);
    } finally {
      await own.stop();
      await engine.stop();
    }
  });

  it("of a container that is gone is an error that says so, and what to do", async () => {
    const name = docker.name("nobody");
    await assert.rejects(
      provider.create(urn("gone"), { container: name, limit: 20 }),
      new RegExp(`Limiting container "${name}" to 20 processes: there is no such container\\. .*"pulumi up --refresh"`),
    );
  });

  it("that somebody changed or took off is seen by a refresh and set again", async () => {
    const container = await make("drift");
    const { id, state, inputs } = await limit("drift", { container, limit: 20 });
    for (const [set, seen] of [
      [-1, -1],
      [25, 25],
    ] as const) {
      await setLimit(container, set);
      const found = await provider.read(urn("drift"), id, state, inputs);
      assert.equal(found?.state.limit, seen);
      const diff = await provider.diff(urn("drift"), id, found.state, inputs, { oldInputs: found.inputs });
      assert.deepEqual(diff.detailed, { limit: "update" });
      await provider.update(urn("drift"), id, found.state, inputs);
      assert.equal(await limitOf(container), 20);
    }
  });

  it("is imported by name or id, and then nothing differs; where there is none, it says so", async () => {
    const container = await make("import");
    const { Id = "" } = (await docker.container(container)) ?? {};
    await assert.rejects(
      provider.read(urn("import"), container),
      new RegExp(`of container "${container}": it has none`),
    );
    await setLimit(container, 20);
    for (const id of [container, Id]) {
      const found = await provider.read(urn("import"), id);
      assert.ok(found);
      for (const ref of [container, Id]) {
        const inputs = { container: ref, limit: 20 };
        const diff = await provider.diff(urn("import"), found.id, found.state, inputs, { oldInputs: found.inputs });
        assert.equal(diff.changes, "none");
      }
    }
  });

  it("of a container that was made again under its name is set on the new one, and never taken off it by the old", async () => {
    const container = await make("again");
    const { id, state, inputs } = await limit("again", { container, limit: 20 });
    await docker.docker.getContainer(container).remove({ force: true });
    await make("again");
    await provider.stop();
    provider = await ProviderProcess.configured();
    const found = await provider.read(urn("again"), id, state, inputs);
    assert.equal(found?.state.limit, -1);
    await provider.update(urn("again"), id, found.state, inputs);
    assert.equal(await limitOf(container), 20);
    await provider.delete(urn("again"), id, state);
    assert.equal(await limitOf(container), 20);
  });
});
