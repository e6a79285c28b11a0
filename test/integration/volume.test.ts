import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";

const urn = (name = "it") => urnOf("dockwire:index:Volume", name);
const OURS = { "dockwire.stack": "test/test" };

integrationSuite("A Volume on a real Engine", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;

  beforeEach(async () => {
    provider = await ProviderProcess.configured();
  });
  afterEach(() => provider.stop());
  after(() => docker.remove());

  const live = (name: string) =>
    docker.docker
      .getVolume(name)
      .inspect()
      .catch(() => undefined);
  const create = async (name: string, preview = false, as = urn()) => {
    const { inputs } = await provider.check(as, { name });
    return provider.create(as, inputs, { preview });
  };
  const stays = (name: string) =>
    provider.lines.map((line) => line.message).find((text) => text.includes(`Volume "${name}" stays on the Engine`));

  it("is made with the label of its stack, and is gone when it is deleted", async () => {
    const name = docker.name("plain");
    const { id, state } = await create(name);
    assert.equal(id, name);
    assert.deepEqual((await live(name))?.Labels, OURS);
    assert.deepEqual([state.stack, state.driver], ["test/test", "local"]);
    await provider.stop();
    provider = await ProviderProcess.configured();
    await provider.delete(urn(), id, state);
    assert.equal(await live(name), undefined);
    await provider.delete(urn(), id, state);
  });

  it("that somebody made by hand is refused at preview and in an update, and keeps its label", async () => {
    const name = docker.name("by-hand");
    await docker.docker.createVolume({ Name: name });
    for (const preview of [true, false]) {
      await assert.rejects(create(name, preview), (error: Error) => {
        const sentence = `Creating volume "${name}": there is one of that name already (not of a stack). Its data stays`;
        assert.ok(error.message.includes(sentence), error.message);
        assert.match(error.message, /use it as it is \("existingVolume" of a RedisServer\), or take it over with/);
        return true;
      });
    }
    assert.deepEqual((await live(name))?.Labels, null);
  });

  it("of another stack is refused, naming that stack", async () => {
    const name = docker.name("other-stack");
    await docker.docker.createVolume({ Name: name, Labels: { "dockwire.stack": "shop/prod" } });
    await assert.rejects(create(name, true), /there is one of that name already \(of stack shop\/prod\)/);
  });

  it("that this stack left behind is taken again, unless a container uses it or it is made otherwise", async () => {
    const name = docker.name("left");
    await docker.docker.createVolume({ Name: name, Labels: OURS });
    assert.equal((await create(name)).id, name);
    const { inputs } = await provider.check(urn("second"), { name, driverOpts: { type: "tmpfs" } });
    await assert.rejects(provider.create(urn("second"), inputs), /of stack test\/test; its driver has other options/);
    const user = docker.name("user");
    await docker.docker.createContainer({ name: user, Image: "alpine", HostConfig: { Binds: [`${name}:/data`] } });
    await assert.rejects(create(name, true, urn("third")), new RegExp(`of stack test/test; used by ${user}\\)`));
  });

  it("stays when its resource gets another name, with a word that it stays", async () => {
    const [before, after] = [docker.name("before"), docker.name("after")];
    const { state } = await create(before);
    const { inputs } = await provider.check(urn(), { name: after }, { oldInputs: { name: before } });
    const diff = await provider.diff(urn(), before, state, inputs, { oldInputs: { name: before } });
    assert.deepEqual(diff.replaces, ["name"]);
    await provider.create(urn(), inputs);
    await provider.delete(urn(), before, state);
    assert.ok(await live(before));
    assert.match(
      stays(before) ?? "",
      new RegExp(`its resource has "${after}" now; "docker volume rm ${before}" removes`),
    );
  });

  it("stays when another resource of the program has it by then", async () => {
    const name = docker.name("moved");
    const { state } = await create(name);
    await create(name, false, urn("new-place"));
    await provider.delete(urn(), name, state);
    assert.ok(await live(name));
    assert.match(stays(name) ?? "", /resource "(it|new-place)" has it/);
  });

  it("that is another one by now is gone for Pulumi, and is not deleted", async () => {
    const name = docker.name("another");
    const { state } = await create(name);
    await docker.docker.getVolume(name).remove();
    await docker.docker.createVolume({ Name: name });
    await provider.stop();
    provider = await ProviderProcess.configured();
    assert.equal(await provider.read(urn(), name, state, { name }), undefined);
    await provider.delete(urn(), name, state);
    assert.ok(await live(name));
    assert.match(stays(name) ?? "", /it is not the one that this resource made/);
  });

  it("that is imported, and one of the Docker provider's, differs from its program in nothing", async () => {
    const name = docker.name("imported");
    await docker.docker.createVolume({ Name: name, Labels: { team: "shop" } });
    const read = await provider.read(urn(), name);
    const checked = await provider.check(urn(), { name }, { oldInputs: read?.inputs });
    assert.deepEqual(checked.inputs, read?.inputs);
    const old = { name, labels: [{ label: "dockwire.stack", value: "test/test" }], __defaults: [] };
    const { inputs } = await provider.check(urn(), { name }, { oldInputs: old });
    assert.deepEqual((await provider.diff(urn(), name, old, inputs, { oldInputs: old })).replaces, []);
    assert.equal((await provider.diff(urn(), name, old, inputs, { oldInputs: old })).changes, "none");
  });

  it("in use is not deleted, and says by whom", async () => {
    const [name, user] = [docker.name("used"), docker.name("holder")];
    const { state } = await create(name);
    await docker.docker.createContainer({ name: user, Image: "alpine", HostConfig: { Binds: [`${name}:/data`] } });
    await provider.stop();
    provider = await ProviderProcess.configured();
    const refused = new RegExp(`Removing volume "${name}": .*Container ${user} uses it: remove that first`);
    await assert.rejects(provider.delete(urn(), name, state), refused);
  });
});
