import assert from "node:assert/strict";
import fc from "fast-check";
import type { Properties } from "../../provider/protocol/values";
import { AttachmentsProject } from "../support/AttachmentsProject";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { changed } from "../support/PulumiRun";

/** Random updates; each takes about two seconds. */
const ROUNDS = 6;

integrationSuite("Attachments of containers that no program made", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  const sleeping = { image: "alpine", command: ["sleep", "600"] };
  let project: AttachmentsProject;
  let network = "";
  let [one, two, three] = ["", "", ""];

  before(async () => {
    await docker.makeNetwork("home");
    network = await docker.makeNetwork("front");
    const home = { ...sleeping, network: docker.name("home") };
    [one, two, three] = (await Promise.all(
      ["one", "two", "three"].map((name) => docker.makeContainer(name, home)),
    )) as [string, string, string];
    project = await AttachmentsProject.create();
  });
  beforeEach(async () => {
    await project.up({});
  });
  after(async () => {
    await project.pulumi.dispose();
    await docker.remove();
  });

  const attached = (container: string, ...aliases: string[]) => ({ container, network, aliases });

  /** The aliases that the Engine tells, without the short id that it adds; undefined when it is not on the network. */
  async function aliases(container: string): Promise<string[] | undefined> {
    const found = await docker.container(container);
    const networks = found?.NetworkSettings.Networks as Record<string, { Aliases: string[] | null } | undefined>;
    return networks[network]?.Aliases?.filter((alias) => alias !== found?.Id.slice(0, 12));
  }
  const all = () => Promise.all([one, two, three].map(aliases));

  it("stay attached when their resource gets another name, and another form with it", async () => {
    await project.up({ old: attached(one, "db") });
    const { created, deleted } = changed(await project.up({ renamed: attached(one, "db") }));
    assert.deepEqual([created, deleted], [1, 1]);
    assert.deepEqual(await aliases(one), ["db"]);
    await project.up({ again: attached(one, "cache") });
    assert.deepEqual(await aliases(one), ["cache"]);
    await project.pulumi.up("--refresh", "--expect-no-changes");
  });

  it("stay attached when their resource is replaced on purpose", async () => {
    await project.up({ it: attached(one, "db") });
    await project.pulumi.up("--replace", project.urn("it"));
    assert.deepEqual(await aliases(one), ["db"]);
  });

  it("swap an alias in one update, and hand it on from one that is deleted", async () => {
    await project.up({ a: attached(one, "db"), b: attached(two, "cache") });
    await project.up({ a: attached(one, "cache"), b: attached(two, "db") });
    assert.deepEqual(await all(), [["cache"], ["db"], undefined]);
    await project.up({ a: attached(one, "cache"), c: attached(three, "db") });
    assert.deepEqual(await all(), [["cache"], undefined, ["db"]]);
    await project.pulumi.up("--refresh", "--expect-no-changes");
  });

  it("move aliases in any way that a program can write, in one update each", async () => {
    const holder = fc.constantFrom("one", "two", "three", undefined);
    const rounds = fc.sample(fc.record({ db: holder, cache: holder, main: holder }), { seed: 10, numRuns: ROUNDS });
    for (const round of rounds) {
      const wanted = ["one", "two", "three"].map((name) =>
        Object.entries(round).flatMap(([alias, at]) => (at === name ? [alias] : [])),
      );
      // Who has none is sometimes attached without aliases and sometimes not at all; names change, so resources come and go.
      const plan = wanted.flatMap((list, i): [string, Properties][] =>
        list.length || i % 2
          ? [[`${list.join("-") || "none"}-${i}`, attached([one, two, three][i] ?? "", ...list)]]
          : [],
      );
      await project.up(Object.fromEntries(plan));
      const found = await all();
      assert.deepEqual(
        found.map((list) => [...(list ?? [])].sort()),
        wanted.map((list) => list.sort()),
        JSON.stringify(round),
      );
    }
    await project.pulumi.up("--refresh", "--expect-no-changes");
  });

  it("swap their containers in one update", async () => {
    await project.up({ a: attached(one, "db"), b: attached(two, "cache") });
    await project.up({ a: attached(two, "db"), b: attached(one, "cache") });
    assert.deepEqual(await all(), [["cache"], ["db"], undefined]);
    await project.pulumi.up("--refresh", "--expect-no-changes");
  });

  it("are refused at preview when two want one connection, one by name and one by id", async () => {
    project.plan({ a: attached(one, "db"), b: attached((await docker.container(one))?.Id ?? "", "cache") });
    const text = await project.pulumi.failure(project.pulumi.preview());
    assert.match(
      text,
      /property container value .* has a problem: attachments "(a" and "b|b" and "a)" both connect container/,
    );
  });

  it("are refused at preview when two containers are to have one alias, by name", async () => {
    project.plan({ a: attached(one, "db"), b: attached(two, "DB") });
    const text = await project.pulumi.failure(project.pulumi.preview());
    assert.match(
      text,
      /property aliases\[0\] value .* has a problem: "db" is what attachment "[ab]" calls another container/,
    );
  });

  it("never take an alias that somebody else gave, also of a container that does not run", async () => {
    const theirs = await docker.makeContainer("theirs", { ...sleeping, network: docker.name("home") });
    const EndpointConfig = { Aliases: ["theirs"] };
    await docker.docker.getNetwork(network).connect({ Container: theirs, EndpointConfig });
    await docker.docker.getContainer(theirs).stop({ t: 0 });
    const text = await project.pulumi.failure(project.up({ a: attached(one, "theirs") }));
    assert.match(text, new RegExp(`alias "theirs" already leads to container "${theirs}"`));
    assert.deepEqual([await aliases(theirs), await aliases(one)], [["theirs"], undefined]);
    await docker.docker.getContainer(theirs).remove({ force: true });
  });

  it("count as they are when they are not among the targets", async () => {
    await project.up({ a: attached(one, "db"), b: attached(two, "cache") });
    project.plan({ a: attached(one, "main"), b: attached(two, "db") });
    const text = await project.pulumi.failure(project.pulumi.up("--target", project.urn("b")));
    assert.match(text, new RegExp(`alias "db" already leads to container "${one}"`));
    assert.deepEqual(await all(), [["db"], ["cache"], undefined]);
    await project.pulumi.up();
    assert.deepEqual(await all(), [["main"], ["db"], undefined]);
  });

  it("are repaired by a plain update after somebody disconnected one and gave another an alias", async () => {
    const program = { a: attached(one, "db"), b: attached(two, "cache") };
    await project.up(program);
    const raw = docker.docker.getNetwork(network);
    await Promise.all([one, two].map((Container) => raw.disconnect({ Container })));
    await raw.connect({ Container: two, EndpointConfig: { Aliases: ["hand"] } });
    await project.up(program);
    assert.deepEqual(await all(), [["db"], ["cache"], undefined]);
  });

  it("follow a container that was made again under its name", async () => {
    const phoenix = await docker.makeContainer("phoenix", { ...sleeping, network: docker.name("home") });
    const program = { a: attached(phoenix, "db") };
    await project.up(program);
    await docker.docker.getContainer(phoenix).remove({ force: true });
    await docker.makeContainer("phoenix", { ...sleeping, network: docker.name("home") });
    await project.up(program);
    assert.deepEqual(await aliases(phoenix), ["db"]);
    await project.pulumi.up("--refresh", "--expect-no-changes");
  });

  it("are made, edited and taken away while their container restarts in a loop", async () => {
    const loop = docker.name("loop");
    const options = { name: loop, Image: "alpine", Cmd: ["false"], HostConfig: { RestartPolicy: { Name: "always" } } };
    const container = await docker.docker.createContainer(options);
    await container.start();
    // The Engine waits twice as long before each restart, now for seconds. A call waits for the next one (docs/engines.md).
    while (((await docker.container(loop))?.RestartCount ?? 0) < 4) await new Promise((done) => setTimeout(done, 100));
    await project.up({ a: attached(loop, "db") });
    assert.deepEqual(await aliases(loop), ["db"]);
    const restarts = (await docker.container(loop))?.RestartCount ?? 0;
    while ((await docker.container(loop))?.RestartCount === restarts)
      await new Promise((done) => setTimeout(done, 100));
    await project.up({ a: attached(loop, "cache") });
    assert.deepEqual(await aliases(loop), ["cache"]);
    await project.up({});
    assert.equal(await aliases(loop), undefined);
    await container.remove({ force: true });
  });

  it("of another program are refused at preview, and stay with the program that adopts them", async () => {
    const other = await AttachmentsProject.create();
    try {
      await project.up({ a: attached(one, "db") });
      other.plan({ b: attached(one, "db") });
      const text = await other.pulumi.failure(other.pulumi.preview());
      assert.match(
        text,
        new RegExp(`by another program \\("attachments/${project.pulumi.stack}"\\); set "adopt: true"`),
      );
      await other.up({ b: { ...attached(one, "db"), adopt: true } });
      await project.up({});
      assert.deepEqual(await aliases(one), ["db"]);
    } finally {
      await other.pulumi.dispose();
    }
    assert.equal(await aliases(one), undefined);
  });

  it("made by hand are imported by name or by id, and then nothing differs", async () => {
    const EndpointConfig = { Aliases: ["db"], DriverOpts: { of: "theirs" } };
    await docker.docker.getNetwork(network).connect({ Container: one, EndpointConfig });
    project.plan({ a: { ...attached(one, "db"), driverOpts: { of: "theirs" } } });
    const ids = [(await docker.network(network))?.Id, (await docker.container(one))?.Id];
    for (const id of [`${network}/${one}`, ids.join("/")]) {
      await project.pulumi.import("dockwire:index:NetworkAttachment", "a", id);
      await project.pulumi.preview("--expect-no-changes");
      await project.pulumi.pulumi(["state", "delete", project.urn("a"), "--yes", "--stack", project.pulumi.stack]);
    }
    await docker.docker.getNetwork(network).disconnect({ Container: one });
  });
});
