import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { YamlProject } from "../support/YamlProject";

/** A YAML program tells Pulumi that an application hangs on the component, not that it hangs on the network in it. */
integrationSuite("A ClientApp beside an AppNetwork, in YAML", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  const name = (rest: string) => docker.name(rest);
  let project: YamlProject;

  beforeEach(async () => {
    project = await YamlProject.create({ prefix: docker.prefix });
  });
  afterEach(async () => {
    await project.run("destroy");
    await docker.remove();
    project.pulumi.abandon();
  });

  const lay = (called: string, more: object = {}, network = "${net.networkId}") => {
    const redis = { containerName: name("store"), existingVolume: name("data"), image: "redis" };
    const client = {
      containerName: name("web"),
      network,
      image: "alpine",
      command: ["sleep", "100000"],
      stopSeconds: 1,
    };
    const net = { networkName: name(called), redis, ...more };
    project.program({
      resources: {
        net: { type: "dockwire:AppNetwork", properties: net },
        web: { type: "dockwire:ClientApp", properties: client, options: { dependsOn: ["${net}"] } },
      },
    });
  };
  const seen = async (rest: string) => {
    const found = await docker.container(name(rest));
    return { id: found?.Id, startedAt: found?.State.StartedAt, on: Object.keys(found?.NetworkSettings.Networks ?? {}) };
  };
  const settles = () => project.up("--expect-no-changes");

  it("follows the network to another name, and the former one goes", async () => {
    await docker.docker.createVolume({ Name: name("data") });
    lay("one");
    await project.up();
    lay("two");
    await project.up();
    for (const rest of ["store", "web"]) assert.deepEqual((await seen(rest)).on, [name("two")]);
    assert.equal(await docker.network(name("one")), undefined);
    await settles();
  });

  it("and its stack may get another name, before the network does and before its subnet changes", async () => {
    await docker.docker.createVolume({ Name: name("data") });
    lay("one");
    await project.up();
    await project.renameStack(`${project.pulumi.stack}-b`);
    await settles();
    lay("two");
    await project.up();
    const before = await seen("web");
    const subnet = `10.${200 + randomInt(16)}.${randomInt(256)}.0/24`;
    lay("two", { subnet });
    await project.up();
    assert.deepEqual(await seen("web"), before);
    assert.equal((await docker.network(name("two")))?.IPAM?.Config?.[0]?.Subnet, subnet);
    await settles();
  });

  it("stays on a network that the program drops while the application asks for it by name", async () => {
    await docker.docker.createVolume({ Name: name("data") });
    lay("one", {}, name("one"));
    await project.up();
    const before = await seen("web");
    const client = {
      containerName: name("web"),
      network: name("one"),
      image: "alpine",
      command: ["sleep", "100000"],
      stopSeconds: 1,
    };
    project.program({ resources: { web: { type: "dockwire:ClientApp", properties: client } } });
    const { succeeded, text } = await project.run("up");
    assert.equal(succeeded, false);
    assert.match(text, new RegExp(`Removing network "${name("one")}": .* These are still on it: ${name("web")}`));
    assert.deepEqual(await seen("web"), before);
  });
});
