import assert from "node:assert/strict";
import { integrationSuite } from "../support/integrationSuite";
import { TestDockerd } from "../support/TestDockerd";
import { TestEngine } from "../support/TestEngine";
import { YamlProject } from "../support/YamlProject";

/** A swarm of one node, on an Engine of the test's own. */
integrationSuite("An overlay network", ["engine", "pulumi", "own engine"], () => {
  let dockerd: TestDockerd;
  let engine: TestEngine;
  let project: YamlProject;

  before(async () => {
    dockerd = await TestDockerd.start(["alpine"]);
    await dockerd.docker.swarmInit({ AdvertiseAddr: "127.0.0.1", ListenAddr: "127.0.0.1:2377" });
    engine = new TestEngine({ DOCKER_HOST: dockerd.host });
    project = await YamlProject.create({ environment: { DOCKER_HOST: dockerd.host } });
    await engine.docker.createNetwork({ Name: project.name("home") });
    for (const rest of ["web", "client"]) {
      const HostConfig = { NetworkMode: project.name("home") };
      const options = { name: project.name(rest), Image: "alpine", Cmd: ["sleep", "3600"], HostConfig };
      await (await engine.docker.createContainer(options)).start();
    }
  });
  after(async () => {
    // The swarm goes with the Engine that was made for it.
    await project?.dispose().finally(() => dockerd.remove());
  });

  const name = () => project.name("over");
  const network = (rest: object = {}) => ({ name: name(), driver: "overlay", attachable: true, ...rest });
  const attachment = (rest: string, aliases: string[]) => ({
    type: "dockwire:NetworkAttachment",
    properties: { container: project.name(rest), network: "${net.name}", aliases },
  });
  const plan = (inputs: object, aliases: string[]) =>
    project.program({
      resources: {
        net: { type: "dockwire:Network", properties: { ...inputs } },
        web: attachment("web", aliases),
        client: attachment("client", []),
      },
    });
  const since = async () => (await engine.container(project.name("web")))?.State.StartedAt;
  const resolves = async (alias: string) =>
    (await engine.exec(project.name("client"), ["ping", "-c1", "-W5", alias])).exitCode === 0;
  const quiet = () => project.up("--refresh", "--expect-no-changes");

  it("takes containers that run, under aliases that resolve, and differs from its program in nothing", async () => {
    plan(network(), ["db"]);
    await project.up();
    const live = await engine.network(name());
    assert.deepEqual([live?.Driver, live?.Scope, live?.Attachable], ["overlay", "swarm", true]);
    assert.equal(await resolves("db"), true);
    await quiet();
  });

  it("has an alias edited, and is itself made again, while its containers run", async () => {
    const before = await since();
    plan(network(), ["db", "main"]);
    await project.up();
    assert.equal(await resolves("main"), true);
    plan(network({ labels: { a: "b" } }), ["db", "main"]);
    await project.up();
    assert.equal((await engine.network(name()))?.Labels?.a, "b");
    assert.deepEqual([await resolves("db"), await resolves("main")], [true, true]);
    assert.equal(await since(), before);
    await quiet();
  });

  it("is imported by its name as its program says, and destroyed with nothing left", async () => {
    const { stack } = project.pulumi;
    const forget = (urn: string) => project.pulumi.pulumi(["state", "delete", urn, "--stack", stack, "--yes"]);
    for (const rest of ["web", "client"]) await forget(project.urn("NetworkAttachment", rest));
    await forget(project.urn("Network", "net"));
    await project.pulumi.import("dockwire:index:Network", "net", name());
    // Of one that has stopped the Engine tells the address that the swarm chose, and no other.
    await engine.docker.getContainer(project.name("client")).stop({ t: 0 });
    for (const rest of ["web", "client"]) {
      await project.pulumi.import("dockwire:index:NetworkAttachment", rest, `${name()}/${project.name(rest)}`);
    }
    const attachments = (await project.pulumi.export()).filter(({ type }) => type.endsWith(":NetworkAttachment"));
    assert.deepEqual(
      attachments.map(({ inputs }) => inputs?.ipv4Address),
      [undefined, undefined],
    );
    const { resources } = await project.up();
    for (const key of ["net", "web", "client"]) assert.deepEqual(resources[key]?.operations, ["same"]);
    await quiet();
    await project.destroy();
    assert.equal(await engine.network(name()), undefined);
    assert.deepEqual(Object.keys((await engine.container(project.name("web")))?.NetworkSettings.Networks ?? {}), [
      project.name("home"),
    ]);
  });
});
