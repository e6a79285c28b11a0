import assert from "node:assert/strict";
import { changed, PulumiFailure } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { TopologyProject } from "../support/TopologyProject";
import { uniquePrefix } from "../support/uniquePrefix";

integrationSuite("Two programs that share a network", ["engine", "pulumi"], (engine) => {
  let home: TopologyProject;
  let guest: TopologyProject;
  const shared = () => home.name("shared");
  const guestServer = () => guest.name("redis");

  before(async () => {
    [home, guest] = await Promise.all([TopologyProject.create(), TopologyProject.create()]);
    planHome(["db"]);
    planGuest(undefined);
    await Promise.all([home.pulumi.up(), guest.pulumi.up()]);
    planGuest(["cache"]);
    await guest.pulumi.up();
  });
  after(async () => {
    await guest.pulumi.dispose();
    await home.pulumi.dispose();
  });

  /** The network, a server of its own on another one, attached under these aliases. */
  function planHome(aliases: readonly string[]): void {
    home.plan({
      networks: {
        back: { networkName: home.name("back"), redis: { containerName: home.name("redis") } },
        shared: { networkName: shared(), attachments: { redis: { of: "back", aliases } } },
      },
    });
  }

  /** A server of the guest's on a network of the guest's, attached to the shared one by name. */
  function planGuest(aliases: readonly string[] | undefined): void {
    guest.plan({
      networks: { own: { networkName: guest.name("own"), redis: { containerName: guestServer() } } },
      attachments: aliases ? { wire: { container: guestServer(), network: shared(), aliases } } : {},
    });
  }

  const resolves = async (name: string) =>
    (await engine.run("alpine", ["ping", "-c1", "-W2", name], { network: shared() })).exitCode === 0;
  const since = async (name: string) => {
    const found = await engine.container(name);
    return [found?.Id, found?.State.StartedAt];
  };

  it("both find each other's servers there", async () => {
    assert.deepEqual([await resolves("db"), await resolves("cache")], [true, true]);
  });

  it("may be edited at the same moment, and each sees its own edit alone", async () => {
    const before = await Promise.all([since(home.name("redis")), since(guestServer())]);
    planHome(["db", "main"]);
    planGuest(["cache", "side"]);
    const runs = await Promise.all([home.pulumi.up(), guest.pulumi.up()]);
    assert.deepEqual(runs.map(changed), [{ updated: 1 }, { updated: 1 }]);
    assert.deepEqual(await Promise.all(["db", "main", "cache", "side"].map(resolves)), [true, true, true, true]);
    const quiet = ["--refresh", "--expect-no-changes"];
    await Promise.all([home.pulumi.up(...quiet), guest.pulumi.up(...quiet)]);
    assert.deepEqual(await Promise.all([since(home.name("redis")), since(guestServer())]), before);
  });

  it("are told at preview when one takes an alias of the other's", async () => {
    planGuest(["db"]);
    const { stdout } = await guest.pulumi.preview();
    assert.match(
      stdout,
      new RegExp(`alias "db" already leads to container "${home.name("redis")}" on network "${shared()}"`),
    );
    planGuest(["cache", "side"]);
  });

  it("cannot lose the network to each other: its owner is told who is on it, and nothing of the guest's is touched", async () => {
    const before = await since(guestServer());
    home.plan({ networks: {} });
    await assert.rejects(home.pulumi.up(), (error: PulumiFailure) => {
      assert.match(error.message, new RegExp(`${shared()}[^]*${guestServer()}`));
      return true;
    });
    assert.ok(await resolves("cache"));
    assert.deepEqual(await since(guestServer()), before);
  });

  it("leave the network when the guest is done with it, and then its owner can remove it", async () => {
    planGuest(undefined);
    assert.deepEqual(changed(await guest.pulumi.up()), { deleted: 1 });
    await home.pulumi.up();
    assert.deepEqual(await engine.list(home.pulumi.prefix), { containers: [], networks: [], volumes: [] });
    assert.equal((await engine.container(guestServer()))?.State.Running, true);
  });
});

integrationSuite("Two users of one Engine, each with a state of their own", ["engine", "pulumi"], (engine) => {
  const prefix = uniquePrefix();
  const mine = { networks: { back: { networkName: `${prefix}-back`, redis: { containerName: `${prefix}-redis` } } } };
  let first: TopologyProject;
  let second: TopologyProject;

  before(async () => {
    first = await TopologyProject.create({ stack: "dev", prefix });
    second = await TopologyProject.create({ stack: "dev" });
    first.plan(mine);
    await first.pulumi.up();
  });
  after(async () => {
    await second.pulumi.dispose();
    await first.pulumi.dispose();
  });

  const present = async () => {
    const found = await engine.container(`${prefix}-redis`);
    return [found?.Id, found?.State.StartedAt, Object.keys(found?.NetworkSettings.Networks ?? {})];
  };

  it("who run the same stack under the same names do not get hold of each other's containers and networks", async () => {
    const before = await present();
    second.plan(mine);
    await assert.rejects(second.pulumi.up(), (error: PulumiFailure) => {
      assert.match(error.message, new RegExp(`${prefix}-back`));
      assert.match(error.message, /there is one of that name already/);
      return true;
    });
    await second.pulumi.destroy();
    assert.deepEqual(await present(), before);
    assert.deepEqual(changed(await first.pulumi.up("--refresh", "--expect-no-changes")), {});
  });

  it("get along under names of their own", async () => {
    const own = { networkName: second.name("back"), redis: { containerName: second.name("redis") } };
    second.plan({ networks: { back: own } });
    const before = await present();
    await Promise.all([second.pulumi.up(), first.pulumi.up()]);
    assert.equal((await engine.container(second.name("redis")))?.State.Running, true);
    await second.pulumi.destroy();
    assert.deepEqual(await engine.list(second.pulumi.prefix), { containers: [], networks: [], volumes: [] });
    assert.deepEqual(await present(), before);
  });
});
