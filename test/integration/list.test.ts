import assert from "node:assert/strict";
import { join } from "node:path";
import { UNKNOWN } from "../../provider/protocol/values";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { PackageConsumer } from "../support/PackageConsumer";
import { projectRoot } from "../support/projectRoot";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";

const NETWORK = "dockwire:index:Network";
const ATTACHMENT = "dockwire:index:NetworkAttachment";

integrationSuite("Listing what is there", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  const label = `${docker.prefix}=yes`;
  let provider: ProviderProcess;
  let [one, two, running, stopped] = ["", "", "", ""];

  before("two networks, and a container that runs and one that does not on the first", async () => {
    provider = await ProviderProcess.configured();
    [one, two] = [
      await docker.makeNetwork("one", { Labels: { [docker.prefix]: "yes" } }),
      await docker.makeNetwork("two", { Labels: { [docker.prefix]: "no" } }),
    ];
    running = await docker.makeContainer("running", { network: one });
    stopped = await docker.makeContainer("stopped", { network: one, started: false });
    await docker.docker.getNetwork(two).connect({ Container: running });
  });
  after(async () => {
    await provider.stop();
    await docker.remove();
  });

  const ids = async (type: string, query: Record<string, string>) => (await provider.list(type, query)).ids;

  it("names networks by a label, with its value or without", async () => {
    assert.deepEqual(await ids(NETWORK, { label: docker.prefix }), [one, two]);
    assert.deepEqual(await ids(NETWORK, { label }), [one]);
    assert.deepEqual(await ids(NETWORK, { label, driver: "macvlan" }), []);
  });

  it("leaves out the networks that an Engine makes itself", async () => {
    const all = await ids(NETWORK, {});
    assert.ok(all.includes(one) && all.includes(two), all.join());
    assert.ok(!all.includes("bridge") && !all.includes("host") && !all.includes("none"), all.join());
  });

  it("names connections by their network or container, by name or id, those of stopped containers too", async () => {
    assert.deepEqual(await ids(ATTACHMENT, { network: one }), [`${one}/${running}`, `${one}/${stopped}`]);
    const id = (await docker.container(running))?.Id ?? "";
    assert.deepEqual(await ids(ATTACHMENT, { container: id }), [`${one}/${running}`, `${two}/${running}`]);
    assert.deepEqual(await ids(ATTACHMENT, { container: stopped, network: two }), []);
  });

  it("gives ids that an import takes, and names for a program", async () => {
    const {
      ids: [id = ""],
      names,
    } = await provider.list(ATTACHMENT, { container: running, network: two });
    assert.deepEqual(names, [`${two}-${running}`]);
    const found = await provider.read(urnOf(ATTACHMENT), id);
    assert.deepEqual([found?.id, found?.inputs.container, found?.inputs.network], [id, running, two]);
  });

  it("goes on page by page, and ends with the last one", async () => {
    const query = { label: docker.prefix };
    const first = await provider.list(NETWORK, query, { pageSize: 1 });
    assert.deepEqual(first.ids, [one]);
    const second = await provider.list(NETWORK, query, { pageSize: 1, continuation: first.continuation });
    assert.deepEqual([second.ids, second.continuation], [[two], ""]);
  });

  it("says that an answer is not known yet when the query is not", async () => {
    assert.deepEqual((await provider.list(ATTACHMENT, { network: UNKNOWN })).computed, true);
  });

  it("refuses a query that it does not know, and types that cannot be listed", async () => {
    await assert.rejects(
      provider.list(NETWORK, { name: one }),
      /there is no property "name"; there are: driver, label/,
    );
    await assert.rejects(provider.list(ATTACHMENT, { network: "" }), /"network" is empty/);
    await assert.rejects(provider.list("dockwire:index:Password", {}), /cannot list resources of this type/);
  });

  it('answers "pulumi do" of the CLI', async () => {
    const shell = new PackageConsumer();
    try {
      const plugin = join(projectRoot, "provider/pulumi-resource-dockwire");
      const printed = await shell.run("pulumi", ["do", "--package", plugin, ATTACHMENT, "list", "--network", two]);
      assert.match(printed, new RegExp(`"id": "${two}/${running}"`));
    } finally {
      shell.remove();
    }
  });
});
