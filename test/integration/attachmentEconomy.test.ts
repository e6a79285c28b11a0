import assert from "node:assert/strict";
import type { ServiceError } from "@grpc/grpc-js";
import type { Properties } from "../../provider/protocol/values";
import { CountingEngine } from "../support/CountingEngine";
import { DockerFixture } from "../support/DockerFixture";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";

const URN = urnOf("dockwire:index:NetworkAttachment");
const MANY = 20;

integrationSuite("Many attachments at once", ["engine"], () => {
  const docker = new DockerFixture();
  let engine: CountingEngine;
  let provider: ProviderProcess;
  let networks: string[] = [];
  let home = "";

  before(async () => {
    home = await docker.makeNetwork("home");
    networks = await Promise.all(Array.from({ length: MANY }, (_, i) => docker.makeNetwork(`net${i}`)));
  });
  const startProvider = async () => {
    provider = await ProviderProcess.configured({ environment: { DOCKER_HOST: engine.host } });
  };
  beforeEach(async () => {
    engine = await CountingEngine.start();
    await startProvider();
  });
  afterEach(async () => {
    await provider.stop();
    await engine.stop();
  });
  after(() => docker.remove());

  const attach = async (inputs: Properties) => ({ inputs, ...(await provider.create(URN, inputs)) });

  it("of one container are all made, and a refresh of them all inspects it once", async () => {
    const container = await docker.makeContainer("hub", { network: home });
    const { StartedAt } = (await docker.docker.getContainer(container).inspect()).State;
    const all = await Promise.all(networks.map((network, i) => attach({ container, network, aliases: [`hub${i}`] })));
    const live = await docker.client.container(container);
    assert.equal(live?.endpoints.length, MANY + 1);
    for (const { state } of all) assert.equal(state.containerId, live.id);

    await provider.stop();
    await startProvider();
    engine.calls.length = 0;
    const found = await Promise.all(all.map(({ id, state, inputs }) => provider.read(URN, id, state, inputs)));
    assert.deepEqual(
      found.map((one) => one?.inputs),
      all.map((one) => one.inputs),
    );
    assert.equal(engine.count(/^GET \/containers\//), 1);
    const diff = ({ id, state, inputs }: (typeof all)[number]) =>
      provider.diff(URN, id, state, inputs, { oldInputs: inputs });
    await Promise.all(all.map(diff));
    assert.equal(engine.count(/^GET \/containers\//), 1, "until the program declares something, nothing else acts");
    for (const one of all) {
      await provider.check(URN, one.inputs, { oldInputs: one.inputs });
      assert.deepEqual((await diff(one)).diffs, []);
    }
    assert.equal(engine.count(/^GET \/containers\//), 1 + MANY, "from then on each looks at its container again");
    assert.equal(engine.count(/^GET \/networks/), 0);

    await Promise.all(all.map(({ id, state }) => provider.delete(URN, id, state)));
    const after = await docker.docker.getContainer(container).inspect();
    assert.deepEqual(Object.keys(after.NetworkSettings.Networks), [home]);
    assert.equal(after.State.StartedAt, StartedAt);
  });

  it("of one network are all made, each under its own alias", async () => {
    const network = networks[0] ?? "";
    const names = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        docker.makeContainer(`spoke${i}`, { network: home, image: "alpine", command: ["sleep", "600"] }),
      ),
    );
    const all = await Promise.all(names.map((container, i) => attach({ container, network, aliases: [`spoke${i}`] })));
    const members = (await docker.client.network(network))?.members.map((member) => member.name).sort();
    assert.deepEqual(members, [...names].sort());
    await Promise.all(all.map(({ id, state }) => provider.delete(URN, id, state)));
    assert.deepEqual((await docker.client.network(network))?.members, []);
  });

  it("cost no more calls each than one: look at both ends and at who else is there, connect, look again", async () => {
    const container = await docker.makeContainer("count", { network: home });
    const made = await attach({ container, network: networks[1] ?? "", aliases: ["counted"] });
    const first = engine.calls.filter((call) => call !== "GET /version");
    assert.deepEqual(
      first.sort(),
      [
        `GET /containers/${container}/json`,
        `GET /containers/${String(made.state.containerId)}/json`,
        "GET /containers/json",
        `GET /networks/${networks[1]}`,
        `POST /networks/${String(made.state.networkId)}/connect`,
      ].sort(),
    );

    engine.calls.length = 0;
    await provider.update(URN, made.id, made.state, { ...made.inputs, aliases: ["recounted"] });
    const changes = engine.calls.filter((call) => call.startsWith("POST"));
    const at = engine.calls.indexOf(changes[0] ?? "");
    assert.deepEqual(
      changes.map((call) => call.split("/").pop()),
      ["disconnect", "connect"],
    );
    assert.equal(engine.calls[at + 1], changes[1], "nothing comes between disconnect and connect");

    engine.calls.length = 0;
    await provider.update(URN, made.id, made.state, { ...made.inputs, aliases: ["recounted"] });
    assert.equal(engine.count(/^POST/), 0, "an update that is done already changes nothing");
    await provider.delete(URN, made.id, made.state);
  });

  it("of many containers on many networks share what they look at", async () => {
    const [hosts, zones] = [4, 6];
    const names = await Promise.all(
      Array.from({ length: hosts }, (_, i) =>
        docker.makeContainer(`grid${i}`, { network: home, image: "alpine", command: ["sleep", "600"] }),
      ),
    );
    const pairs = names.flatMap((container) =>
      networks.slice(10, 10 + zones).map((network) => ({ container, network })),
    );
    const all = await Promise.all(pairs.map((pair) => attach({ ...pair, aliases: [pair.container.slice(-5)] })));
    const count = pairs.length;
    assert.equal(engine.count(/connect$/), count);
    assert.ok(engine.count(/^GET \/networks\//) <= zones, "a network is looked at more than once");
    const looks = engine.count(/^GET \/containers/);
    assert.ok(looks < 3 * count, `${looks} looks at containers for ${count} attachments`);

    engine.calls.length = 0;
    await Promise.all(all.map(({ id, state }) => provider.delete(URN, id, state)));
    assert.equal(engine.count(/disconnect$/), count);
    assert.equal(engine.count(/^GET \/networks/), 0);
    assert.ok(engine.count(/^GET/) <= count, "a container is looked at more than once for each attachment");
    for (const name of names) {
      const { Networks } = (await docker.docker.getContainer(name).inspect()).NetworkSettings;
      assert.deepEqual(Object.keys(Networks), [home]);
    }
  });

  it("negotiate the API version once", async () => {
    const container = await docker.makeContainer("version", { network: home });
    await Promise.all(networks.slice(2, 8).map((network) => attach({ container, network })));
    assert.equal(engine.count(/^GET \/version/), 1);
  });

  it("of which the Engine ignores a part fail, and are kept, so that the next update mends them", async () => {
    const container = await docker.makeContainer("ignored", { network: home });
    const inputs = { container, network: networks[8] ?? "", aliases: ["heard"] };
    engine.ignore = (config) => {
      config.Aliases = [];
    };
    const failure = await attach(inputs).then(
      () => undefined,
      (error: ServiceError) => error,
    );
    assert.match(
      failure?.message ?? "",
      /the Engine took it, but ignored a part \(aliases: wanted heard, found none; API/,
    );
    const [detail] = failure?.metadata.get("grpc-status-details-bin") ?? [];
    const id = `${networks[8] ?? ""}/${container}`;
    assert.ok(detail?.includes(id), "the failure does not tell the id");
    engine.ignore = undefined;
    await provider.update(URN, id, { ...inputs, containerName: container, networkName: networks[8] ?? "" }, inputs);
    const endpoints = (await docker.client.container(container))?.endpoints;
    assert.deepEqual(endpoints?.find((one) => one.networkName === networks[8])?.aliases, ["heard"]);
    await provider.delete(URN, id, inputs);
  });

  it("are finished when the operation is cancelled while the call is under way, so that they are recorded", async () => {
    const container = await docker.makeContainer("cancel", { network: home });
    let release = () => {};
    engine.hold = { pattern: /connect$/, until: new Promise((resolve) => (release = resolve)) };
    const made = attach({ container, network: networks[9] ?? "" });
    while (engine.count(/connect$/) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await provider.cancel();
    setTimeout(release, 300);
    assert.equal((await made).state.containerName, container);
    await assert.rejects(attach({ container, network: networks[8] ?? "" }), /the operation was cancelled/);
  });
});
