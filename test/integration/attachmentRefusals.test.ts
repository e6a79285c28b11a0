import assert from "node:assert/strict";
import { connect, Socket } from "node:net";
import { once } from "node:events";
import type { Properties } from "../../provider/protocol/values";
import { UNKNOWN } from "../../provider/protocol/values";
import { DockerFixture } from "../support/DockerFixture";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";

const URN = urnOf("dockwire:index:NetworkAttachment");

integrationSuite("What a NetworkAttachment refuses", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;
  let network = "";
  let home = "";
  let container = "";

  before(async () => {
    provider = await ProviderProcess.configured();
    home = await docker.makeNetwork("home");
    network = await docker.makeNetwork("target");
    container = await docker.makeContainer("subject", { network: home });
  });
  after(async () => {
    await provider.stop();
    await docker.remove();
  });

  const preview = (inputs: Properties) => provider.create(URN, inputs, { preview: true });
  const untouched = async () =>
    assert.equal(
      (await docker.client.container(container))?.endpoints.some((one) => one.networkName === network),
      false,
    );

  const wrongInputs: [string, Properties, string, RegExp][] = [
    ["no container", { network: "n" }, "container", /"container" is required/],
    ["an empty network", { container: "c", network: "" }, "network", /"network" is empty/],
    [
      "an alias with a blank",
      { container: "c", network: "n", aliases: ["a b"] },
      "aliases[0]",
      /"a b" cannot be an alias/,
    ],
    [
      "an alias that ends with a dash",
      { container: "c", network: "n", aliases: ["ok", "a-"] },
      "aliases[1]",
      /"a-" cannot be an alias/,
    ],
    [
      "one alias twice",
      { container: "c", network: "n", aliases: ["db", "DB"] },
      "aliases[1]",
      /"DB" stands twice in "aliases" \(first at \[0\]\)/,
    ],
    [
      "an address that is none",
      { container: "c", network: "n", ipv4Address: "10.0.0" },
      "ipv4Address",
      /"10.0.0" is not an IPv4 address/,
    ],
    [
      "an IPv4 address as IPv6",
      { container: "c", network: "n", ipv6Address: "10.0.0.1" },
      "ipv6Address",
      /is not an IPv6 address/,
    ],
    [
      "a MAC address that is none",
      { container: "c", network: "n", macAddress: "12:34" },
      "macAddress",
      /is not a MAC address/,
    ],
    [
      "a priority with a fraction",
      { container: "c", network: "n", gatewayPriority: 1.5 },
      "gatewayPriority",
      /whole number/,
    ],
    [
      "a property that there is not",
      { container: "c", network: "n", alias: "db" },
      "alias",
      /there is no property "alias"; there are: container, network, aliases/,
    ],
  ];
  for (const [title, inputs, property, reason] of wrongInputs) {
    it(`is ${title}, on the property's name, without asking the Engine`, async () => {
      const { failures } = await provider.check(URN, inputs);
      assert.deepEqual(
        failures.map((failure) => failure.property),
        [property],
      );
      assert.match(failures[0]?.reason ?? "", reason);
    });
  }

  it("lets values pass that are not known yet, and checks the others", async () => {
    const inputs = { container: UNKNOWN, network: "n", aliases: ["ok", UNKNOWN], ipv4Address: "wrong" };
    const { failures } = await provider.check(URN, inputs);
    assert.deepEqual(
      failures.map((failure) => failure.property),
      ["ipv4Address"],
    );
    assert.deepEqual((await provider.check(URN, { ...inputs, ipv4Address: UNKNOWN })).failures, []);
  });

  it("is an address outside the subnet, at preview already", async () => {
    const outside = { container, network, ipv4Address: "10.1.1.1" };
    const reason = /10\.1\.1\.1 lies outside network ".*" \(10\.\d+\.\d+\.0\/24\); choose one inside/;
    await assert.rejects(preview(outside), reason);
    await assert.rejects(provider.create(URN, outside), reason);
    await untouched();
  });

  it("is an address that the network keeps, at preview already", async () => {
    const [{ Subnet = "" } = {}] = (await docker.network(network))?.IPAM?.Config ?? [];
    const base = Subnet.replace(/\.0\/24$/, "");
    for (const last of [0, 1, 255]) {
      const ipv4Address = `${base}.${last}`;
      await assert.rejects(preview({ container, network, ipv4Address }), /is no address for a container on network/);
      await assert.rejects(provider.create(URN, { container, network, ipv4Address }), /choose another/);
    }
    await untouched();
  });

  it("is what only the Engine knows to be wrong, and then the container starts again all the same", async () => {
    const subject = await docker.makeContainer("starts", {
      image: "alpine",
      command: ["sleep", "1000"],
      network: home,
    });
    const linkLocalIps = ["10.0.0.1"];
    await assert.rejects(provider.create(URN, { container: subject, network, linkLocalIps }), (error: Error) => {
      assert.match(error.message, /invalid link.local (IP )?address/i);
      assert.doesNotMatch(error.message, /may not start again/);
      return true;
    });
    await docker.docker.getContainer(subject).restart({ t: 0 });
    const found = await docker.container(subject);
    assert.equal(found?.State.Running, true);
    assert.deepEqual(Object.keys(found.NetworkSettings.Networks), [home]);
  });

  it("is a container without networks of its own", async () => {
    for (const mode of ["host", "none", `container:${container}`]) {
      const name = await docker.makeContainer(`mode-${mode.slice(0, 4)}`, { network: mode });
      await assert.rejects(
        preview({ container: name, network }),
        /cannot be joined with another network; create it on/,
      );
    }
  });

  it("is an alias on the default bridge, and the Engine's own networks", async () => {
    const refused = provider.create(URN, { container, network: "bridge", aliases: ["db"] });
    await assert.rejects(refused, /the default bridge has no aliases; use a network of your own/);
    await assert.rejects(provider.create(URN, { container, network: "host" }), /is the Engine's own "host" network/);
  });

  it("is an alias that leads to a neighbour, unless it is to be shared; a preview warns of it", async () => {
    const neighbour = await docker.makeContainer("neighbour", { network: home });
    const held = await provider.create(URN, { container: neighbour, network, aliases: ["held"] });
    const inputs = { container, network, aliases: ["held"] };
    const reason = new RegExp(`alias "held" already leads to container "${neighbour}".*"sharedAliases: true"`);
    const before = provider.lines.length;
    await preview(inputs);
    assert.equal(provider.lines[before]?.severity, "warning");
    assert.match(provider.lines[before].message, reason);
    await assert.rejects(provider.create(URN, inputs), reason);
    await untouched();
    const shared = await provider.create(URN, { ...inputs, sharedAliases: true });
    await provider.delete(URN, shared.id, shared.state);
    await provider.delete(URN, held.id, held.state);
  });

  it("is an address that a neighbour has", async () => {
    const holder = await docker.makeContainer("holder", { network: home });
    const ipv4Address = await docker.address(network, 50);
    const held = await provider.create(URN, { container: holder, network, ipv4Address });
    const taken = { container, network, ipv4Address };
    await assert.rejects(provider.create(URN, taken), new RegExp(`${ipv4Address} is in use by container "${holder}"`));
    await provider.delete(URN, held.id, held.state);
  });

  it("at preview are ends that are missing only warned of, since the update may make them", async () => {
    const before = provider.lines.length;
    const { state } = await preview({ container: docker.name("missing"), network });
    assert.equal(state.endpointId, UNKNOWN);
    assert.match(
      provider.lines[before]?.message ?? "",
      /there is no such container.*This is fine if this update makes it/,
    );
    await assert.rejects(
      provider.create(URN, { container: docker.name("missing"), network }),
      /no such container.*docker ps --all/,
    );
    await assert.rejects(
      provider.create(URN, { container, network: docker.name("no") }),
      /no such network.*docker network ls/,
    );
  });

  it("a preview touches nothing, and without an Engine it still believes", async () => {
    const { state } = await preview({ container, network, aliases: ["dry"] });
    assert.equal(state.containerId, UNKNOWN);
    await untouched();
    const blind = await ProviderProcess.start({ environment: { DOCKER_HOST: "unix:///nowhere/docker.sock" } });
    try {
      await blind.configure({});
      const first = await blind.create(URN, { container: UNKNOWN, network: UNKNOWN }, { preview: true });
      assert.equal(first.state.networkId, UNKNOWN);
      await blind.create(URN, { container, network }, { preview: true });
      assert.match(
        blind.lines[0]?.message ?? "",
        /unix:\/\/\/nowhere\/docker\.sock \(from DOCKER_HOST\) does not answer: ENOENT/,
      );
      await assert.rejects(blind.create(URN, { container, network }), /does not answer.*may this user reach it/);
      await assert.rejects(blind.read(URN, `${network}/${container}`), /does not answer/, "unreachable is never gone");
    } finally {
      await blind.stop();
    }
  });

  it("an update in preview tells what it keeps and what it cannot know yet", async () => {
    const made = await provider.create(URN, { container, network, aliases: ["a"] });
    const edited = await provider.update(URN, made.id, made.state, { container, network }, { preview: true });
    assert.equal(edited.state.aliases, undefined);
    assert.equal(edited.state.containerId, made.state.containerId);
    assert.equal(edited.state.endpointId, UNKNOWN);
    await provider.delete(URN, made.id, made.state);
  });

  describe("where ports are published", () => {
    let published = "";
    let early = "";
    let socket: Socket;
    before(async () => {
      published = await docker.makeContainer("ported", { network: home, publish: [6379] });
      // Sorts before "...-home", so the Engine would prefer it as the gateway.
      early = await docker.makeNetwork("aaa");
      await new Promise((resolve) => setTimeout(resolve, 300));
      socket = connect(await portOf(published), "127.0.0.1");
      await once(socket, "connect");
    });
    after(() => socket.destroy());

    it("ports and open connections stay, or the attachment is refused with the reason and the ways out", async () => {
      const port = await portOf(published);
      const inputs = { container: published, network: early, aliases: ["p"] };
      const hasPriorities = (await docker.client.api()) >= 48;
      if (hasPriorities) {
        const made = await provider.create(URN, inputs);
        await ping(socket);
        await provider.update(URN, made.id, made.state, { ...inputs, aliases: ["q"] });
        await ping(socket);
        await provider.delete(URN, made.id, made.state);
      } else {
        const reason =
          /the gateway of container ".*-ported" in place of ".*-home".*moves published ports.*"allowGatewayChange: true"/;
        await assert.rejects(provider.create(URN, inputs, { preview: true }), reason);
        await assert.rejects(provider.create(URN, inputs), reason);
      }
      const late = await docker.makeNetwork("zzz");
      const harmless = await provider.create(URN, { container: published, network: late });
      await ping(socket);
      await provider.delete(URN, harmless.id, harmless.state);
      await ping(socket);
      assert.equal(await portOf(published), port);
    });

    it("is made all the same when the change of the gateway is allowed", async () => {
      const made = await provider.create(URN, { container: published, network: early, allowGatewayChange: true });
      await provider.delete(URN, made.id, made.state);
    });

    async function ping(over: Socket): Promise<void> {
      over.write("PING\r\n");
      const [answer] = (await once(over, "data", { signal: AbortSignal.timeout(5000) })) as [Buffer];
      assert.equal(answer.toString(), "+PONG\r\n");
    }
  });

  async function portOf(name: string): Promise<number> {
    const { NetworkSettings } = await docker.docker.getContainer(name).inspect();
    return Number(NetworkSettings.Ports["6379/tcp"]?.[0]?.HostPort);
  }
});
