import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { Sleepers } from "../support/Sleepers";
import { YamlProject, type YamlResource } from "../support/YamlProject";

/** Pulumi changes one resource after another, networks before what hangs on them, and deletes last. */
integrationSuite("Fixed addresses of containers that somebody else made", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  const sleepers = new Sleepers(docker, ["one", "two"]);
  let project: YamlProject;
  let base = "";

  beforeEach(async () => {
    base = `10.${200 + randomInt(16)}.${randomInt(200)}`;
    project = await YamlProject.create({ prefix: docker.prefix });
  });
  afterEach(async () => {
    await project.run("destroy");
    project.pulumi.abandon();
  });

  interface Wire {
    container: string;
    at?: string;
    network?: string;
  }
  /** A network of that subnet, and attachments to it by their names. */
  const lay = (subnet: string, wires: Record<string, Wire>) => {
    const attachments = Object.entries(wires).map(([called, { container, at, network = "${net.name}" }]) => {
      const properties = {
        container: sleepers.names[container],
        network,
        aliases: [called],
        ...(at ? { ipv4Address: at } : {}),
      };
      return [called, { type: "dockwire:NetworkAttachment", properties }] as [string, YamlResource];
    });
    const net = { type: "dockwire:Network", properties: { name: docker.name("net"), subnet } };
    project.program({ resources: { net, ...Object.fromEntries(attachments) } });
  };
  const addresses = async () => {
    const { Containers } = (await docker.network(docker.name("net"))) ?? {};
    const all = Object.values(Containers ?? {}).map(({ Name, IPv4Address }) => [Name, IPv4Address.split("/")[0]]);
    const called = (name = "") => Object.keys(sleepers.names).find((key) => name === docker.name(key)) ?? name;
    return Object.fromEntries(all.map(([name, at]) => [called(name), at])) as Record<string, string>;
  };
  const asked = async (container: string) => {
    const { Networks } = (await docker.container(sleepers.names[container] ?? ""))?.NetworkSettings ?? {};
    return (Networks?.[docker.name("net")] as { IPAMConfig?: { IPv4Address?: string } | null })?.IPAMConfig
      ?.IPv4Address;
  };
  const settles = () => project.up("--expect-no-changes");

  for (const [how, network] of [
    ["name", "${net.name}"],
    ["id", "${net.networkId}"],
  ] as const) {
    it(`change together with the subnet in one update, by the network's ${how}`, async () => {
      const wires = (at: string, other: string) => ({
        db: { container: "one", at, network },
        web: { container: "two", at: other, network },
      });
      lay(`${base}.0/25`, wires(`${base}.5`, `${base}.6`));
      await project.up();
      const started = await sleepers.startTimes();
      const next = `${base}.128/25`;
      lay(next, wires(`${base}.133`, `${base}.200`));
      const { text } = await project.up("--skip-preview=false");
      assert.match(text, /Fixed addresses move with the subnet, unless an attachment asks for another one: container/);
      assert.deepEqual(await addresses(), { one: `${base}.133`, two: `${base}.200` });
      assert.deepEqual(await sleepers.startTimes(), started);
      await settles();
    });
  }

  it("are refused at preview, on their name, where they do not fit the new subnet, and nothing is touched", async () => {
    lay(`${base}.0/25`, { db: { container: "one", at: `${base}.5` } });
    await project.up();
    const before = (await docker.network(docker.name("net")))?.Id;
    lay(`${base}.128/25`, { db: { container: "one", at: `${base}.5` } });
    const { succeeded, text } = await project.run("preview");
    assert.equal(succeeded, false);
    assert.match(
      text,
      /property ipv4Address value .* lies outside network ".*", which this update gives [\d./]+; choose another/,
    );
    assert.equal((await docker.network(docker.name("net")))?.Id, before);
    assert.deepEqual(await addresses(), { one: `${base}.5` });
  });

  it("are exchanged between two containers in one update, one step after another too", async () => {
    for (const [i, parallel] of ["16", "1"].entries()) {
      const [a, b] = i ? [6, 5] : [5, 6];
      lay(`${base}.0/24`, {
        db: { container: "one", at: `${base}.${a}` },
        web: { container: "two", at: `${base}.${b}` },
      });
      await project.up();
      const started = await sleepers.startTimes();
      lay(`${base}.0/24`, {
        db: { container: "one", at: `${base}.${b}` },
        web: { container: "two", at: `${base}.${a}` },
      });
      await project.up("--parallel", parallel);
      assert.deepEqual(await addresses(), { one: `${base}.${b}`, two: `${base}.${a}` });
      assert.deepEqual(await sleepers.startTimes(), started);
      await settles();
    }
  });

  it("go to another container when their attachment drops them, or is dropped itself", async () => {
    const at = `${base}.5`;
    lay(`${base}.0/24`, { db: { container: "one", at } });
    await project.up();
    lay(`${base}.0/24`, { db: { container: "one" }, web: { container: "two", at } });
    await project.up();
    assert.equal((await addresses()).two, at);
    assert.equal(await asked("one"), undefined);
    await settles();
    lay(`${base}.0/24`, { cache: { container: "one", at } });
    await project.up();
    assert.deepEqual(await addresses(), { one: at });
    await settles();
  });

  it("are given up with the subnet when the program asks for none any more", async () => {
    lay(`${base}.0/25`, { db: { container: "one", at: `${base}.5` } });
    await project.up();
    lay(`${base}.128/25`, { db: { container: "one" } });
    await project.up();
    assert.equal(await asked("one"), undefined);
    lay(`${base}.0/25`, { db: { container: "one" } });
    await project.up();
    await settles();
  });

  it("are refused for two containers, naming both attachments", async () => {
    const at = `${base}.5`;
    lay(`${base}.0/24`, { db: { container: "one", at }, web: { container: "two", at } });
    const { succeeded, text } = await project.run("preview");
    assert.equal(succeeded, false);
    assert.match(
      text,
      /property ipv4Address .*is what attachment "(db|web)" gives another container .* for "(db|web)"/,
    );
  });

  it("stay with what is not targeted, and with what somebody else gave", async () => {
    const wires = (at: string, other?: string) => ({
      db: { container: "one", at },
      ...(other ? { web: { container: "two", at: other } } : {}),
    });
    lay(`${base}.0/24`, wires(`${base}.5`, `${base}.6`));
    await project.up();
    lay(`${base}.0/24`, wires(`${base}.6`, `${base}.7`));
    const { succeeded, text } = await project.run("up", "--target", project.urn("NetworkAttachment", "db"));
    assert.equal(succeeded, false);
    assert.match(text, /is in use by container|is what attachment "web" gives another container/);
    assert.deepEqual(await addresses(), { one: `${base}.5`, two: `${base}.6` });
    await project.up();
    assert.deepEqual(await addresses(), { one: `${base}.6`, two: `${base}.7` });

    lay(`${base}.0/24`, wires(`${base}.6`));
    await project.up();
    const network = docker.docker.getNetwork(docker.name("net"));
    const config = { IPAMConfig: { IPv4Address: `${base}.9` } };
    await network.connect({ Container: sleepers.names.two ?? "", EndpointConfig: config });
    lay(`${base}.0/24`, wires(`${base}.9`));
    const taken = await project.run("up");
    assert.equal(taken.succeeded, false);
    assert.match(taken.text, new RegExp(`${base}.9 is in use by container "${docker.name("two")}"`));
    assert.deepEqual(await addresses(), { one: `${base}.6`, two: `${base}.9` });
    await network.disconnect({ Container: sleepers.names.two ?? "" });
  });
});
