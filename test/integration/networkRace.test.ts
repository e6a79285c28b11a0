import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { CountingEngine } from "../support/CountingEngine";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { YamlProject, YamlRun } from "../support/YamlProject";

const ROUNDS = 3;

/** One owns the network and edits its subnet, the other attaches a container of its own to it at the same moment. */
integrationSuite(
  "An edit of a network and another program's attachment at the same moment",
  ["engine", "pulumi"],
  () => {
    const docker = new DockerFixture();
    const name = (rest: string) => docker.name(rest);
    const range = `10.${80 + randomInt(100)}.${randomInt(200)}`;
    const containers = ["ours", "theirs"];
    let [homeEngine, guestEngine]: CountingEngine[] = [];
    let home: YamlProject;
    let guest: YamlProject;
    let subnet = 0;
    let started: unknown[] = [];

    before(async () => {
      [homeEngine, guestEngine] = await Promise.all([CountingEngine.start(), CountingEngine.start()]);
      home = await YamlProject.create({ environment: { DOCKER_HOST: homeEngine.host } });
      guest = await YamlProject.create({ environment: { DOCKER_HOST: guestEngine.host } });
      const network = await docker.makeNetwork("base");
      const sleeper = { image: "alpine", command: ["sleep", "100000"], network };
      for (const key of containers) await docker.makeContainer(key, sleeper);
      started = await starts();
      planHome();
      await home.up();
    });
    beforeEach(async () => {
      planGuest(false);
      await guest.up();
    });
    after(async () => {
      await guest.pulumi.dispose();
      await home.pulumi.dispose();
      await homeEngine?.stop();
      await guestEngine?.stop();
      await docker.remove();
    });

    const starts = async () => {
      const found = await Promise.all(containers.map((key) => docker.container(name(key))));
      return found.map((one) => [one?.Id, one?.State.StartedAt]);
    };

    function planHome(): void {
      const inputs = { name: name("shared"), subnet: `${range}.${16 * subnet}/28`, reconnectForeignContainers: true };
      const attachment = { container: name("ours"), network: "${net.id}", aliases: ["db"] };
      home.program({
        resources: {
          net: { type: "dockwire:Network", properties: inputs },
          wire: { type: "dockwire:NetworkAttachment", properties: attachment },
        },
      });
    }

    function planGuest(isAttached: boolean): void {
      const properties = { container: name("theirs"), network: name("shared"), aliases: ["cache"] };
      guest.program({ resources: isAttached ? { wire: { type: "dockwire:NetworkAttachment", properties } } : {} });
    }

    function edit(): Promise<YamlRun> {
      subnet = (subnet + 1) % 16;
      planHome();
      return home.run("up");
    }

    function attach(): Promise<YamlRun> {
      planGuest(true);
      return guest.run("up");
    }

    /** Until a call that is held there has come. */
    async function comes(engine: CountingEngine, pattern: RegExp): Promise<void> {
      const before = engine.count(pattern);
      for (let i = 0; engine.count(pattern) === before; i++) {
        assert.ok(i < 600, `no call ${String(pattern)} came`);
        await sleep(50);
      }
    }

    /** Lets one program come to a call, then the other one run to its end, then the first one go on. */
    async function during(
      engine: CountingEngine,
      pattern: RegExp,
      first: () => Promise<YamlRun>,
      second: () => Promise<YamlRun>,
    ): Promise<[YamlRun, YamlRun]> {
      let goOn: () => void = () => undefined;
      engine.hold = { pattern, until: new Promise((done) => (goOn = done)) };
      try {
        const [coming, running] = [comes(engine, pattern), first()];
        await coming;
        const other = await second();
        goOn();
        return [await running, other];
      } finally {
        goOn();
        engine.hold = undefined;
      }
    }

    /** What both declare is so after their next updates, and no container was touched. */
    async function bothHold(): Promise<void> {
      await home.up();
      await guest.up();
      const network = await docker.network(name("shared"));
      assert.equal(network?.IPAM?.Config?.[0]?.Subnet, `${range}.${16 * subnet}/28`);
      const members = Object.values(network?.Containers ?? {}).map((member) => member.Name);
      assert.deepEqual(members.sort(), containers.map(name).sort());
      for (const alias of ["db", "cache"]) {
        const { exitCode } = await docker.run("alpine", ["ping", "-c1", "-W2", alias], { network: name("shared") });
        assert.equal(exitCode, 0, `"${alias}" does not resolve`);
      }
      assert.deepEqual(await starts(), started);
      await home.up("--expect-no-changes");
      await guest.up("--expect-no-changes");
    }

    it("the attachment comes before the network goes: the edit says who is on it, and nothing is lost", async () => {
      const [edited, attached] = await during(homeEngine, /^DELETE \/networks\//, edit, attach);
      assert.ok(attached.succeeded, attached.text);
      assert.equal(edited.succeeded, false, edited.text);
      assert.match(edited.text, new RegExp(`These are still on it: ${name("theirs")}`));
      assert.match(edited.text, /The network and its containers are as they were before/);
      await bothHold();
    });

    it("the attachment comes while the network is away: it is told so, and the next update attaches", async () => {
      const [edited, attached] = await during(homeEngine, /^POST \/networks\/create/, edit, attach);
      assert.ok(edited.succeeded, edited.text);
      assert.equal(attached.succeeded, false, attached.text);
      assert.match(attached.text, new RegExp(`Attaching container "${name("theirs")}" .*there is no such network`));
      await bothHold();
    });

    it("the network is made again before the attachment's connect: it goes to the new one", async () => {
      const [attached, edited] = await during(guestEngine, /^POST \/networks\/[^/]+\/connect/, attach, edit);
      assert.ok(edited.succeeded, edited.text);
      assert.ok(attached.succeeded, attached.text);
      await bothHold();
    });

    for (let round = 0; round < ROUNDS; round++) {
      it(`neither waits for the other, round ${round}: each succeeds, or says why not`, async () => {
        const late = 150 * (round - ROUNDS / 2);
        const runs = await Promise.all([sleep(Math.max(0, -late)).then(edit), sleep(Math.max(0, late)).then(attach)]);
        for (const { succeeded, text } of runs) {
          assert.ok(succeeded || /These are still on it|there is no such network|is not found/.test(text), text);
        }
        await bothHold();
      });
    }
  },
);
