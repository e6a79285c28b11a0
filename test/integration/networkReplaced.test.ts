import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { YamlProject, type YamlResource } from "../support/YamlProject";

/** Pulumi removes a network that is replaced before it comes to the attachments, also to those that are dropped. */
integrationSuite(
  "A Network that gets another name, under containers that somebody else made",
  ["engine", "pulumi"],
  () => {
    const docker = new DockerFixture();
    const name = (rest: string) => docker.name(rest);
    let project: YamlProject;
    let web = "";

    beforeEach(async () => {
      const network = await docker.makeNetwork("home");
      web = await docker.makeContainer("web", { image: "alpine", command: ["sleep", "100000"], network });
      project = await YamlProject.create({ prefix: docker.prefix });
    });
    afterEach(async () => {
      await docker.remove();
      project.pulumi.abandon();
    });

    const net = (called: string): YamlResource => ({ type: "dockwire:Network", properties: { name: name(called) } });
    const wire = (network = "${net.name}"): YamlResource => {
      return { type: "dockwire:NetworkAttachment", properties: { container: web, network, aliases: ["db"] } };
    };
    const lay = (resources: Record<string, YamlResource>) => project.program({ resources });
    const seen = async () => {
      const found = await docker.container(web);
      const { Networks } = found?.NetworkSettings ?? assert.fail("the container is gone");
      return { startedAt: found?.State.StartedAt, networks: Object.keys(Networks).sort() };
    };

    for (const [how, ref] of [
      ["name", "${net.name}"],
      ["id", "${net.networkId}"],
    ] as const) {
      it(`takes its attachments along in one update, by its ${how}`, async () => {
        lay({ net: net("one"), wire: wire(ref) });
        await project.up();
        const before = await seen();
        assert.deepEqual(before.networks, [name("home"), name("one")]);
        lay({ net: net("two"), wire: wire(ref) });
        await project.up("--skip-preview=false");
        assert.deepEqual(await seen(), { ...before, networks: [name("home"), name("two")] });
        assert.equal(await docker.network(name("one")), undefined);
        await project.up("--expect-no-changes");
      });
    }

    it("lets go of an attachment that the program drops in that update, or whose resource gets another name", async () => {
      lay({ net: net("one"), wire: wire() });
      await project.up();
      lay({ net: net("two"), renamed: wire() });
      await project.up();
      assert.deepEqual((await seen()).networks, [name("home"), name("two")]);
      lay({ net: net("three") });
      await project.up();
      assert.deepEqual((await seen()).networks, [name("home")]);
      await project.up("--expect-no-changes");
    });

    it("stays when its resource got another name in an update that failed, and the next one deletes that resource", async () => {
      lay({ net: net("one") });
      await project.up();
      const id = (await docker.network(name("one")))?.Id;
      const probe = (command: string): YamlResource => {
        const properties = { image: "alpine", command: [command] };
        return { type: "dockwire:Probe", properties, options: { dependsOn: ["${renamed}"] } };
      };
      lay({ renamed: net("one"), probe: probe("false") });
      assert.equal((await project.run("up")).succeeded, false);
      lay({ renamed: net("one"), probe: probe("true") });
      await project.up();
      assert.equal((await docker.network(name("one")))?.Id, id);
      await project.up("--expect-no-changes");
    });

    it("is refused while somebody else's container is on it too, and takes nobody off", async () => {
      lay({ net: net("one"), wire: wire() });
      await project.up();
      const network = name("one");
      await docker.makeContainer("visitor", { image: "alpine", command: ["sleep", "100000"], network });
      lay({ net: net("two"), wire: wire() });
      const { succeeded, text } = await project.run("up");
      assert.equal(succeeded, false);
      assert.match(text, new RegExp(`Removing network "${network}": .* These are still on it: .*${name("visitor")}`));
      assert.deepEqual((await seen()).networks, [name("home"), network]);
      await docker.docker.getContainer(name("visitor")).remove({ force: true });
      await project.up();
      assert.deepEqual((await seen()).networks, [name("home"), name("two")]);
    });
  },
);
