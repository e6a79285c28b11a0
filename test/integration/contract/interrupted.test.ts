import assert from "node:assert/strict";
import { once } from "node:events";
import { DockerFixture } from "../../support/DockerFixture";
import { FaultProxy } from "../../support/FaultProxy";
import { integrationSuite } from "../../support/integrationSuite";
import { YamlProject } from "../../support/YamlProject";

/** What an edit changes, and what the Engine has of it. */
interface Layout {
  readonly alias: string;
  readonly subnet: string;
}

const BEFORE: Layout = { alias: "before", subnet: "10.253.91.0/24" };
const INTERRUPTED_WITHIN_MS = 30_000;

integrationSuite("The contract of an update that is interrupted with Ctrl-C", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  let proxy: FaultProxy;
  let project: YamlProject;

  before(async () => {
    const network = await docker.makeNetwork("home");
    await docker.makeContainer("box", { image: "alpine", command: ["sleep", "100000"], network });
    proxy = await FaultProxy.start();
    project = await YamlProject.create({ prefix: docker.prefix, environment: { DOCKER_HOST: proxy.host } });
  });
  beforeEach(async () => {
    proxy.arm();
    lay(BEFORE);
    await project.up();
  });
  after(async () => {
    proxy.arm();
    await project.dispose();
    await proxy.stop();
    await docker.remove();
  });

  const cases: [string, Layout, RegExp][] = [
    ["an attachment's edit, at the disconnect", { ...BEFORE, alias: "after" }, /\/disconnect$/],
    ["an attachment's edit, at the connect", { ...BEFORE, alias: "after" }, /\/connect$/],
    ["a network's edit, when it is removed", { ...BEFORE, subnet: "10.253.92.0/24" }, /^DELETE \/networks/],
    ["a network's edit, when it is made again", { ...BEFORE, subnet: "10.253.92.0/24" }, /networks\/create$/],
  ];
  for (const [title, edit, among] of cases) {
    it(`${title}: all is as before or as wanted, and the next update succeeds`, async () => {
      const started = await startedAt();
      lay(edit);
      await interrupted(among);
      const found = JSON.stringify(await live());
      assert.ok([BEFORE, edit].map((layout) => JSON.stringify(layout)).includes(found), found);
      await project.up();
      assert.deepEqual(await live(), edit);
      assert.equal(await startedAt(), started);
    });
  }

  /** An update that gets a SIGINT when such a call comes to the Engine, and ends by itself. */
  async function interrupted(among: RegExp): Promise<void> {
    const cli = project.pulumi.launch(["up", "--yes", "--skip-preview"]);
    let at = Infinity;
    proxy.arm({
      kind: "cancel",
      at: 0,
      among,
      met: () => {
        at = Date.now();
        cli.kill("SIGINT");
      },
    });
    await once(cli, "exit");
    assert.ok(proxy.met, "the update never came to that call");
    assert.ok(Date.now() - at < INTERRUPTED_WITHIN_MS, `it went on for ${Date.now() - at} ms`);
    proxy.arm();
  }

  function lay({ alias, subnet }: Layout): void {
    const properties = { container: docker.name("box"), network: "${net.name}", aliases: [alias] };
    project.program({
      resources: {
        net: { type: "dockwire:Network", properties: { name: docker.name("net"), subnet } },
        attachment: { type: "dockwire:NetworkAttachment", properties },
      },
    });
  }

  async function live(): Promise<Partial<Layout>> {
    const networks = (await docker.container(docker.name("box")))?.NetworkSettings.Networks ?? {};
    const endpoint = (networks as Record<string, { Aliases?: string[] | null } | undefined>)[docker.name("net")];
    const subnet = (await docker.network(docker.name("net")))?.IPAM?.Config?.[0]?.Subnet;
    return { alias: endpoint?.Aliases?.[0] ?? "", subnet: subnet ?? "" };
  }

  async function startedAt(): Promise<string | undefined> {
    return (await docker.container(docker.name("box")))?.State.StartedAt;
  }
});
