import assert from "node:assert/strict";
import type { Topology } from "../programs/topology/Topology";
import { changed } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { TestDockerd } from "../support/TestDockerd";
import { TestEngine } from "../support/TestEngine";
import { TopologyProject } from "../support/TopologyProject";

integrationSuite(
  "What somebody does behind Pulumi's back is seen and repaired, and only that",
  ["engine", "pulumi", "own engine"],
  () => {
    let dockerd: TestDockerd;
    let engine: TestEngine;
    let project: TopologyProject;

    before(async () => {
      dockerd = await TestDockerd.start(["redis:7", "alpine"]);
      engine = new TestEngine({ DOCKER_HOST: dockerd.host });
      project = await TopologyProject.create({ environment: { DOCKER_HOST: dockerd.host } });
      project.plan(topology());
      await project.pulumi.up();
      assert.equal((await redis("set", "kept", "yes")).stdout.trim(), "OK");
      assert.equal((await redis("save")).stdout.trim(), "OK");
    });
    after(async () => {
      await project?.pulumi.dispose();
      await dockerd?.remove();
    });

    const name = (rest: string) => project.name(rest);
    const redis = (...words: string[]) => engine.exec(name("redis"), ["redis-cli", ...words]);
    const container = () => engine.docker.getContainer(name("redis"));
    const network = (rest: string) => engine.docker.getNetwork(name(rest));

    function topology(): Topology {
      const attachments = { redis: { of: "back", aliases: ["db"] } };
      const server = { containerName: name("redis"), image: "redis:7", volumeName: name("data") };
      return {
        networks: {
          back: { networkName: name("back"), redis: server },
          front: { networkName: name("front"), attachments },
          side: { networkName: name("side"), attachments },
        },
      };
    }

    interface Hand {
      what: string;
      run(): Promise<unknown>;
      /** What the next update does. */
      does: Record<string, number> | RegExp;
      /** Whether the container is the same one afterwards. */
      keeps: boolean;
    }

    const hands: Hand[] = [
      {
        what: "a network was disconnected",
        run: () => network("front").disconnect({ Container: name("redis") }),
        does: { created: 1 },
        keeps: true,
      },
      {
        what: "a network was connected again without aliases",
        run: () => reconnect("front", []),
        does: { updated: 1 },
        keeps: true,
      },
      {
        what: "a network was connected again under other aliases",
        run: () => reconnect("front", ["db", "theirs"]),
        does: { updated: 1 },
        keeps: true,
      },
      {
        what: "both attached networks were disconnected",
        run: async () => {
          for (const rest of ["front", "side"]) await network(rest).disconnect({ Container: name("redis") });
        },
        does: { created: 2 },
        keeps: true,
      },
      {
        what: "the network that the container was created on was disconnected",
        run: () => network("back").disconnect({ Container: name("redis") }),
        does: { created: 1 },
        keeps: true,
      },
      {
        what: "every network was disconnected",
        run: async () => {
          for (const rest of ["back", "front", "side"]) await network(rest).disconnect({ Container: name("redis") });
        },
        does: { created: 3 },
        keeps: true,
      },
      { what: "the container was paused", run: () => container().pause(), does: /./, keeps: true },
      { what: "the container was stopped", run: () => container().stop({ t: 1 }), does: /./, keeps: true },
      { what: "the container was restarted", run: () => container().restart({ t: 1 }), does: {}, keeps: true },
      { what: "the container was killed", run: () => container().kill(), does: /./, keeps: true },
      {
        what: "the container was renamed",
        run: () => container().rename({ name: name("other") }),
        does: /./,
        keeps: false,
      },
      { what: "the container was removed", run: () => container().remove({ force: true }), does: /./, keeps: false },
      {
        what: "the container was stopped and unused networks were pruned",
        run: async () => {
          await container().stop({ t: 1 });
          await engine.docker.pruneNetworks();
        },
        does: /./,
        keeps: true,
      },
      {
        what: "an attached network was removed",
        run: async () => {
          await network("side").disconnect({ Container: name("redis") });
          await network("side").remove();
        },
        does: { created: 2 },
        keeps: true,
      },
      { what: "the Engine was restarted", run: () => dockerd.restart(false), does: /./, keeps: true },
      { what: "the Engine was restarted with live-restore", run: () => liveRestart(), does: {}, keeps: true },
      {
        what: "the Engine crashed under live-restore",
        run: () => dockerd.restart(true, "SIGKILL"),
        does: {},
        keeps: true,
      },
    ];

    for (const hand of hands) {
      const { what, does, keeps } = hand;
      it(what, async () => {
        const before = await engine.container(name("redis"));
        await hand.run();
        const update = await project.pulumi.up("--refresh");
        if (!(does instanceof RegExp)) assert.deepEqual(repaired(update.changes), does, update.text);
        const after = await engine.container(name("redis"));
        assert.equal(after?.Id === before?.Id, keeps, keeps ? "it is another container" : "it is the same container");
        await holds();
        await project.pulumi.up("--refresh", "--expect-no-changes");
      });
    }

    it("a container of that name made by hand is not touched: the error says what to do", async () => {
      await container().remove({ force: true });
      const foreign = await engine.docker.createContainer({
        name: name("redis"),
        Image: "alpine",
        Cmd: ["sleep", "600"],
      });
      const text = await project.pulumi.failure(project.pulumi.up("--refresh"));
      assert.match(text, /has one of that name already that is not of stack .*Choose another name, or remove that one/);
      assert.ok(await engine.container(foreign.id));
      await foreign.remove({ force: true });
      await project.pulumi.up("--refresh");
      await holds();
    });

    it("a network of that name made by hand is not touched: the error says what to do", async () => {
      await network("side").disconnect({ Container: name("redis") });
      await network("side").remove();
      const foreign = await engine.docker.createNetwork({ Name: name("side") });
      const text = await project.pulumi.failure(project.pulumi.up("--refresh"));
      assert.match(text, /Creating network ".*side": there is one of that name already.*import it/s);
      await foreign.remove();
      await project.pulumi.up("--refresh");
      await holds();
    });

    async function reconnect(rest: string, Aliases: string[]): Promise<void> {
      await network(rest).disconnect({ Container: name("redis") });
      await network(rest).connect({ Container: name("redis"), EndpointConfig: { Aliases } });
    }

    /** Live-restore counts from the start after the one that switched it on. */
    async function liveRestart(): Promise<void> {
      await dockerd.restart(true);
      await project.pulumi.up("--refresh");
      await dockerd.restart(true);
    }

    /** What was put right; a refresh alone may also tell of addresses and the like. */
    function repaired(changes: Readonly<Record<string, number>>): Record<string, number> {
      return changed({ text: "", stdout: "", changes });
    }

    async function holds(): Promise<void> {
      const found = await engine.container(name("redis"));
      assert.equal(found?.State.Status, "running");
      const endpoints: Record<string, { Aliases?: string[] | null }> = found.NetworkSettings.Networks;
      assert.deepEqual(Object.keys(endpoints).sort(), [name("back"), name("front"), name("side")]);
      const short = found.Id.slice(0, 12);
      for (const rest of ["front", "side"]) {
        const aliases: string[] = endpoints[name(rest)]?.Aliases ?? [];
        assert.deepEqual(
          aliases.filter((alias) => alias !== short),
          ["db"],
        );
      }
      const ping = await engine.run("alpine", ["ping", "-c1", "-W2", "db"], { network: name("front") });
      assert.equal(ping.exitCode, 0, ping.stdout + ping.stderr);
      assert.equal((await redis("get", "kept")).stdout.trim(), "yes");
    }
  },
);
