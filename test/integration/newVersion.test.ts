import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { YamlProject, YamlResource } from "../support/YamlProject";

/** As a later dockwire asks for its own provider: Pulumi then has a default provider beside the one in the state. */
const LATER = { version: "0.99.0" };

integrationSuite("Another version of dockwire on a stack that is there", ["engine", "pulumi"], () => {
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

  const lay = (resources: Record<string, YamlResource>) => project.program({ resources });
  const resource = (type: string, properties: YamlResource["properties"], options: YamlResource["options"] = {}) => {
    return { type: `dockwire:${type}`, properties, options };
  };
  const network = (options: YamlResource["options"] = {}) => resource("Network", { name: name("net") }, options);
  const volume = (options: YamlResource["options"] = {}) => resource("Volume", { name: name("data") }, options);
  const sleeper = async () => {
    const home = await docker.makeNetwork("home");
    return docker.makeContainer("web", { image: "alpine", command: ["sleep", "100000"], network: home });
  };
  const webIsOn = async () => Object.keys((await docker.container(name("web")))?.NetworkSettings.Networks ?? {});
  const forget = (urn: string) => project.pulumi.pulumi(["state", "delete", urn, "--stack", docker.prefix, "--yes"]);

  /** The ids of the state that its providers of dockwire's have, each with its version. */
  async function stateIds(): Promise<string[]> {
    const providers = (await project.pulumi.export()).filter(({ type }) => type === "pulumi:providers:dockwire");
    return providers.map(({ inputs }) => String(inputs?.__stateId));
  }

  it("changes nothing, and goes on under the state's id", async () => {
    const web = await sleeper();
    const attachment = (options = {}) =>
      resource("NetworkAttachment", { container: web, network: "${net.id}", aliases: ["db"] }, options);
    lay({ net: network(), data: volume(), wire: attachment() });
    await project.up();
    const [before, made] = [await stateIds(), await docker.network(name("net"))];
    lay({ net: network(LATER), data: volume(LATER), wire: attachment(LATER) });
    const { resources } = await project.up();
    assert.deepEqual(
      ["net", "data", "wire"].map((key) => resources[key]?.operations),
      [["same"], ["same"], ["same"]],
    );
    assert.deepEqual(await stateIds(), before);
    assert.equal((await docker.network(name("net")))?.Id, made?.Id);
    assert.equal(made?.Labels?.["dockwire.state"], before[0]);
    await project.up("--expect-no-changes");
  });

  it("knows a network that the earlier one had just made when it was stopped", async () => {
    lay({ net: network(), data: volume() });
    await project.up();
    const made = await docker.network(name("net"));
    await forget(project.urn("Network", "net"));
    lay({ net: network(LATER), data: volume(LATER) });
    await project.up();
    assert.equal((await docker.network(name("net")))?.Id, made?.Id);
  });

  it("takes a volume that the earlier one kept for the stack's own, and removes it with the stack", async () => {
    lay({ net: network(), data: volume({ retainOnDelete: true }) });
    await project.up();
    lay({ net: network() });
    await project.up();
    lay({ net: network(LATER), data: volume(LATER) });
    const { text } = await project.up();
    assert.doesNotMatch(text, /left behind/);
    await project.destroy();
    assert.deepEqual((await docker.list(docker.prefix)).volumes, []);
  });

  it("keeps an attachment, a limit and a volume whose resources get other names in the same update", async () => {
    const web = await sleeper();
    const wire = (options = {}) => resource("NetworkAttachment", { container: web, network: "${net.id}" }, options);
    const limit = (options = {}) => resource("PidsLimit", { container: web, limit: 77 }, options);
    lay({ net: network(), before: wire(), limitBefore: limit(), dataBefore: volume() });
    await project.up();
    assert.ok((await webIsOn()).includes(name("net")));
    const created = async () => (await docker.docker.getVolume(name("data")).inspect()) as { CreatedAt?: string };
    const { CreatedAt } = await created();
    lay({ net: network(LATER), after: wire(LATER), limitAfter: limit(LATER), dataAfter: volume(LATER) });
    await project.up();
    assert.ok((await webIsOn()).includes(name("net")), "the container is off the network");
    assert.equal((await docker.container(web))?.HostConfig.PidsLimit, 77);
    assert.equal((await created()).CreatedAt, CreatedAt);
    await project.up("--expect-no-changes");
  });

  it("swaps aliases between two containers and edits their network in the same update", async () => {
    const home = await docker.makeNetwork("home");
    const sleeping = { image: "alpine", command: ["sleep", "100000"], network: home };
    const [one = "", two = ""] = await Promise.all(["one", "two"].map((key) => docker.makeContainer(key, sleeping)));
    const program = (subnet: string, [first, second]: [string, string], options = {}) => ({
      net: resource("Network", { name: name("net"), subnet }, options),
      a: resource("NetworkAttachment", { container: one, network: "${net.id}", aliases: [first] }, options),
      b: resource("NetworkAttachment", { container: two, network: "${net.id}", aliases: [second] }, options),
    });
    const live = async () => {
      const found = await Promise.all([one, two].map((container) => docker.container(container)));
      return found.map((container) => {
        const { Aliases, IPAddress } = container?.NetworkSettings.Networks[name("net")] as {
          Aliases: string[] | null;
          IPAddress: string;
        };
        const aliases = (Aliases ?? []).filter((alias) => alias !== container?.Id.slice(0, 12));
        return [container?.State.StartedAt, IPAddress.replace(/\.\d+$/, ""), ...aliases];
      });
    };
    lay(program("10.251.7.0/24", ["db", "cache"]));
    await project.up();
    const started = (await live()).map(([startedAt]) => startedAt);
    lay(program("10.251.8.0/24", ["cache", "db"], LATER));
    await project.up();
    assert.deepEqual(await live(), [
      [started[0], "10.251.8", "cache"],
      [started[1], "10.251.8", "db"],
    ]);
    await project.up("--expect-no-changes");
  });

  it("keeps a network whose resource gets another name in the same update", async () => {
    const web = await sleeper();
    const wire = (options = {}) =>
      resource("NetworkAttachment", { container: web, network: name("net") }, { dependsOn: ["${it}"], ...options });
    lay({ it: network(), wire: wire() });
    await project.up();
    const made = await docker.network(name("net"));
    lay({ renamed: network(LATER), wire: wire({ ...LATER, dependsOn: ["${renamed}"] }) });
    await project.up();
    assert.equal((await docker.network(name("net")))?.Id, made?.Id);
    assert.ok((await webIsOn()).includes(name("net")), "the container is off the network");
    await project.up("--expect-no-changes");
  });

  it("takes away what the program declares no more", async () => {
    const web = await sleeper();
    lay({
      net: network(),
      data: volume(),
      wire: resource("NetworkAttachment", { container: web, network: "${net.id}" }),
    });
    await project.up();
    lay({ net: network(LATER) });
    await project.up();
    assert.ok(!(await webIsOn()).includes(name("net")));
    assert.deepEqual((await docker.list(docker.prefix)).volumes, []);
  });
});
