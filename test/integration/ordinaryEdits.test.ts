import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { YamlProgram, YamlProject, YamlResource } from "../support/YamlProject";

const sleeper = { image: "alpine", command: ["sleep", "100000"] };

/** What a person does with a program of a few lines, and what has to be so afterwards. */
integrationSuite("An ordinary edit loses nothing", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  const name = (rest: string) => docker.name(rest);
  let project: YamlProject;

  beforeEach(async () => {
    project = await YamlProject.create({ prefix: docker.prefix });
  });
  afterEach(async () => {
    await docker.remove();
    project.pulumi.abandon();
  });

  function lay(resources: YamlProgram["resources"]): void {
    project.program({ resources });
  }

  function attachment(container: string, network: string, aliases: string[]): YamlResource {
    return { type: "dockwire:NetworkAttachment", properties: { container, network, aliases } };
  }

  async function aliases(container: string, network: string): Promise<string[] | undefined> {
    const found = await docker.container(container);
    const endpoints = found?.NetworkSettings.Networks as Record<string, { Aliases?: string[] | null }> | undefined;
    const endpoint = endpoints?.[network];
    return endpoint && (endpoint.Aliases ?? []).filter((alias) => alias !== found?.Id.slice(0, 12)).sort();
  }

  async function twoMembers(): Promise<{ first: string; second: string; net: string }> {
    const home = await docker.makeNetwork("home");
    const net = await docker.makeNetwork("net");
    const first = await docker.makeContainer("first", { ...sleeper, network: home });
    const second = await docker.makeContainer("second", { ...sleeper, network: home });
    return { first, second, net };
  }

  it("a Network's defaults are written out: the network stays, and the data of who is on it", async () => {
    const plain = { name: name("net") };
    lay({ net: { type: "dockwire:Network", properties: plain } });
    await project.up();
    const network = (await docker.network(name("net")))?.Id;
    const redis = await docker.makeContainer("redis", { network: name("net") });
    await docker.exec(redis, ["redis-cli", "set", "kept", "yes"]);
    lay({
      net: { type: "dockwire:Network", properties: { ...plain, internal: false, driver: "bridge", labels: {} } },
    });
    for (let i = 0; i < 2; i++) await project.up("--refresh");
    assert.equal((await docker.network(name("net")))?.Id, network);
    assert.equal((await docker.exec(redis, ["redis-cli", "get", "kept"])).stdout.trim(), "yes");
  });

  it("an attachment gets another name in the program: the container stays on the network", async () => {
    const { first, net } = await twoMembers();
    lay({ before: attachment(first, net, ["db"]) });
    await project.up();
    lay({ after: attachment(first, net, ["db"]) });
    await project.up();
    assert.deepEqual(await aliases(first, net), ["db"]);
  });

  it("an attachment gets another name while its network, known by the Engine's id, is edited: the same", async () => {
    const home = await docker.makeNetwork("home");
    const first = await docker.makeContainer("first", { ...sleeper, network: home });
    const net = (internal: boolean) => ({ type: "dockwire:Network", properties: { name: name("edited"), internal } });
    lay({ net: net(false), before: attachment(first, "${net.networkId}", ["db"]) });
    await project.up();
    lay({ net: net(true), after: attachment(first, "${net.networkId}", ["db"]) });
    await project.up();
    assert.deepEqual(await aliases(first, name("edited")), ["db"]);
  });

  it("an alias moves between two containers that the stack did not make", async () => {
    const { first, second, net } = await twoMembers();
    lay({ one: attachment(first, net, ["db"]), two: attachment(second, net, ["cache"]) });
    await project.up();
    lay({ one: attachment(first, net, ["cache"]), two: attachment(second, net, ["db"]) });
    await project.up();
    assert.deepEqual([await aliases(first, net), await aliases(second, net)], [["cache"], ["db"]]);
  });

  it("an alias moves away from a container whose attachment goes in the same update", async () => {
    const { first, second, net } = await twoMembers();
    lay({ one: attachment(first, net, ["db"]) });
    await project.up();
    lay({ two: attachment(second, net, ["db"]) });
    await project.up();
    assert.deepEqual([await aliases(first, net), await aliases(second, net)], [undefined, ["db"]]);
  });

  it("an attachment goes while its network is edited: the container leaves the network", async () => {
    const { first, second } = await twoMembers();
    const net = (internal: boolean) => ({ type: "dockwire:Network", properties: { name: name("edited"), internal } });
    lay({ net: net(false), one: attachment(first, "${net.id}", []), two: attachment(second, "${net.id}", ["db"]) });
    await project.up();
    lay({ net: net(true), two: attachment(second, "${net.id}", ["db"]) });
    await project.up();
    assert.deepEqual(
      [await aliases(first, name("edited")), await aliases(second, name("edited"))],
      [undefined, ["db"]],
    );
  });

  it("two attachments that name their containers want one alias: refused at preview, naming both", async () => {
    const { first, second, net } = await twoMembers();
    lay({ one: attachment(first, net, ["db"]), two: attachment(second, net, ["db"]) });
    const { succeeded, text } = await project.run("preview");
    assert.equal(succeeded, false, text);
    assert.match(text, /"db" is what attachment "(one|two)" calls another container.*choose another for "(one|two)"/);
  });

  it("a probe prints 5000 lines: what it printed last is kept", async () => {
    lay({ many: { type: "dockwire:Probe", properties: { image: "alpine", command: ["seq", "5000"] } } });
    await project.up();
    const [probe] = (await project.pulumi.export()).filter(({ type }) => type === "dockwire:index:Probe");
    assert.match(String(probe?.outputs?.stdout), /4999\n5000\n$/);
  });

  it("a health check hangs: the wait ends after its timeout, and says so", async () => {
    const container = await docker.docker.createContainer({
      name: name("hangs"),
      Image: "alpine",
      Cmd: ["sleep", "100000"],
      Healthcheck: { Test: ["CMD", "sleep", "100000"], Interval: 1e9, Timeout: 1e12 },
      HostConfig: { NetworkMode: "none" },
    });
    await container.start();
    const properties = { container: name("hangs"), timeoutSeconds: 3 };
    lay({ ready: { type: "dockwire:ContainerReady", properties } });
    const started = Date.now();
    const { succeeded, text } = await project.run("up");
    assert.equal(succeeded, false, text);
    assert.match(text, /was not ready within 3 s/);
    assert.ok(Date.now() - started < 20_000, `it took ${Date.now() - started} ms`);
  });

  it("a file's path has 130 characters: it lies under that very name, and stays so", async () => {
    const path = `${"long/".repeat(24)}end-of-path`;
    await docker.docker.createVolume({ Name: name("files") });
    const reader = await docker.docker.createContainer({
      name: name("reader"),
      Image: "alpine",
      Cmd: ["sleep", "100000"],
      HostConfig: { NetworkMode: "none", Binds: [`${name("files")}:/files`] },
    });
    await reader.start();
    const properties = { volume: name("files"), image: "alpine", files: [{ path, content: "here" }] };
    lay({ files: { type: "dockwire:VolumeFiles", properties } });
    await project.up();
    assert.equal((await docker.exec(name("reader"), ["cat", `/files/${path}`])).stdout, "here");
    await project.up("--refresh", "--expect-no-changes");
  });

  it("the words of a probe's command change places: it runs again", async () => {
    const probe = (...command: string[]) => ({
      it: { type: "dockwire:Probe", properties: { image: "alpine", command } },
    });
    lay(probe("echo", "a", "b"));
    await project.up();
    lay(probe("echo", "b", "a"));
    const run = await project.up();
    assert.deepEqual(run.resources.it?.operations, ["update"]);
    const [found] = (await project.pulumi.export()).filter(({ type }) => type === "dockwire:index:Probe");
    assert.equal(found?.outputs?.stdout, "b a\n");
  });

  it("a secret is in a probe's environment: it stands nowhere in clear", async () => {
    const environment = { PASSWORD: { "fn::secret": "hunter2-hunter2" } };
    const properties = { image: "alpine", command: ["env"], environment };
    lay({ it: { type: "dockwire:Probe", properties } });
    const { text } = await project.up("--diff");
    assert.doesNotMatch(`${text}${await project.stateText()}`, /hunter2-hunter2/);
  });

  it("one label is ignored and another edited: the other one is done", async () => {
    const net = (labels: Record<string, string>, options = {}) => ({
      net: { type: "dockwire:Network", properties: { name: name("net"), labels }, options },
    });
    lay(net({ a: "1", b: "1" }));
    await project.up();
    lay(net({ a: "2", b: "2" }, { ignoreChanges: ["labels.a"] }));
    await project.up();
    const { a, b } = (await docker.network(name("net")))?.Labels ?? {};
    assert.deepEqual({ a, b }, { a: "1", b: "2" });
  });

  it("a container that restarts in a loop is attached: it is destroyed like any other", async () => {
    const home = await docker.makeNetwork("home");
    const net = await docker.makeNetwork("net");
    const loop = await docker.docker.createContainer({
      name: name("loop"),
      Image: "alpine",
      Cmd: ["false"],
      HostConfig: { NetworkMode: home, RestartPolicy: { Name: "always" } },
    });
    await loop.start();
    lay({ it: attachment(name("loop"), net, ["db"]) });
    await project.up();
    assert.deepEqual(await aliases(name("loop"), net), ["db"]);
    await project.destroy();
    assert.equal(await aliases(name("loop"), net), undefined);
  });

  it("somebody disconnects a container: a plain update connects it again", async () => {
    const { first, net } = await twoMembers();
    lay({ it: attachment(first, net, ["db"]) });
    await project.up();
    await docker.docker.getNetwork(net).disconnect({ Container: first });
    await project.up();
    assert.deepEqual(await aliases(first, net), ["db"]);
  });
});
