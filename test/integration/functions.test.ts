import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { ProviderProcess } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";

integrationSuite("The provider's functions on a real Engine", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;
  let network = "";

  before(async () => {
    provider = await ProviderProcess.configured();
    network = await docker.makeNetwork("looked-at");
    for (const [name, alias] of [
      ["one", "first"],
      ["two", "second"],
    ] as const) {
      const container = await docker.makeContainer(name, { image: "alpine", command: ["sleep", "600"], network });
      const away = await docker.makeNetwork(`away-${name}`);
      await docker.docker.getNetwork(away).connect({ Container: container, EndpointConfig: { Aliases: [alias] } });
    }
  });
  after(async () => {
    await provider.stop();
    await docker.remove();
  });

  it("inspectNetwork tells who is there, under which addresses, aliases and DNS names, and how full it is", async () => {
    const { result } = await provider.invoke("dockwire:index:inspectNetwork", { network: docker.name("away-one") });
    const live = await docker.network(docker.name("away-one"));
    const id = Object.keys(live?.Containers ?? {})[0] ?? "";
    const member = live?.Containers?.[id];
    assert.deepEqual(result.members, [
      {
        id,
        name: docker.name("one"),
        ipv4Address: member?.IPv4Address,
        ipv6Address: "",
        macAddress: member?.MacAddress,
        aliases: ["first"],
        dnsNames: [docker.name("one"), "first", id.slice(0, 12)].sort(),
        machine: "",
        service: "",
      },
    ]);
    const subnet = live?.IPAM?.Config?.[0]?.Subnet;
    assert.deepEqual(result.subnets, [{ subnet, gateway: subnet?.replace(/0\/24$/, "1"), used: 1, capacity: 253 }]);
    assert.equal(result.id, live?.Id);
    assert.equal(result.driver, "bridge");
  });

  it("inspectNetwork lists members by name", async () => {
    const { result } = await provider.invoke("dockwire:index:inspectNetwork", { network });
    const names = (result.members as { name: string }[]).map((member) => member.name);
    assert.deepEqual(names, [docker.name("one"), docker.name("two")]);
  });

  it("inspectNetwork of a network that is not there says so, and without a name says what it wants", async () => {
    const missing = provider.invoke("dockwire:index:inspectNetwork", { network: docker.name("no") });
    await assert.rejects(missing, /there is no such network\. List them with "docker network ls"/);
    const { failures } = await provider.invoke("dockwire:index:inspectNetwork", {});
    assert.deepEqual(
      failures.map((failure) => failure.property),
      ["network"],
    );
  });

  it("inspectContainer tells the environment as a secret, and where the container is in clear", async () => {
    const container = docker.name("one");
    const { result, secrets } = await provider.invoke("dockwire:index:inspectContainer", { container });
    const live = await docker.container(container);
    const environment = result.environment as Record<string, string>;
    assert.deepEqual(
      Object.entries(environment).map(([name, value]) => `${name}=${value}`),
      live?.Config.Env,
    );
    assert.deepEqual([...secrets], ["environment"]);
  });

  it("listNetworks has every network once, by name", async () => {
    const { result } = await provider.invoke("dockwire:index:listNetworks", {});
    const networks = result.networks as { id: string; name: string; driver: string; scope: string }[];
    const names = networks.map((one) => one.name);
    assert.deepEqual(
      names,
      [...names].sort((a, b) => a.localeCompare(b)),
    );
    const mine = networks.find((one) => one.name === network);
    assert.equal(mine?.id, (await docker.network(network))?.Id);
    assert.equal(mine?.driver, "bridge");
    assert.equal(mine.scope, "local");
    assert.equal(networks.filter((one) => one.name === "bridge").length, 1);
  });

  it("a function that there is not is an error that names it", async () => {
    await assert.rejects(
      provider.invoke("dockwire:index:nothing", {}),
      /dockwire has no function "dockwire:index:nothing"/,
    );
  });
});
