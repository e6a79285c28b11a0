import assert from "node:assert/strict";
import { integrationSuite } from "../../support/integrationSuite";
import type { YamlRun } from "../../support/YamlProject";
import { ComponentLayout, ComponentStack, Life } from "./ComponentStack";

/** Every default that can be said without knowing the rest of the stack. */
const SETTINGS = { noNewPrivileges: true, restart: "unless-stopped", logs: { maxSizeMiB: 10, maxFiles: 3 } };
const DEFAULTS: ComponentLayout = {
  inputs: {
    AppNetwork: {
      driver: "bridge",
      enableIpv4: true,
      ipv6: false,
      ipamDriver: "default",
      ipamOptions: {},
      internal: false,
      attachable: false,
      labels: {},
      options: {},
      reconnectForeignContainers: false,
      attachments: {},
      clients: {},
    },
    RedisServer: { ...SETTINGS, mode: "production", keepData: true, readyTimeoutSeconds: 120, ports: [] },
    ClientApp: {
      ...SETTINGS,
      readyTimeoutSeconds: 60,
      networks: {},
      environment: {},
      ports: [],
      volumes: {},
      links: {},
    },
  },
};
const renamed: ComponentLayout = { named: (component) => `${component}Renamed` };
/** A pool of addresses that no other test asks for. */
const SUBNETS = ["10.253.77.0/24", "10.253.78.0/24"] as const;

integrationSuite("The contract of components", ["engine", "pulumi"], () => {
  let stack: ComponentStack;
  let made: Life;

  before(async () => {
    stack = await ComponentStack.create();
    went(await stack.up());
    await stack.writeKey();
    made = await stack.life();
    assert.equal(made.key, "yes");
  });
  after(() => stack.dispose());

  describe("nothing is done and nothing on the Engine changes", () => {
    const unchanged = (title: string, act: () => Promise<YamlRun>) =>
      it(title, async () => {
        const run = await act();
        went(run);
        assert.deepEqual(changesOf(run), {});
        assert.deepEqual(await stack.life(), made);
      });

    unchanged("by a second update", () => stack.up());
    unchanged("by one with a refresh", () => stack.up({}, "--refresh"));
    unchanged("when every default is written out", () => stack.up(DEFAULTS));
    unchanged("and updated again with a refresh", () => stack.up(DEFAULTS, "--refresh"));
    unchanged("when each is renamed in the program, with an alias", () =>
      stack.up({ ...renamed, options: (component) => ({ aliases: [stack.project.urn(component)] }) }),
    );
    unchanged("and renamed back, with a refresh", () =>
      stack.up(
        { options: (component) => ({ aliases: [stack.project.urn(component, `${component}Renamed`)] }) },
        "--refresh",
      ),
    );
    unchanged("when the stack gets another name", async () => {
      await stack.project.renameStack(`${stack.docker.prefix}-renamed`);
      return stack.up();
    });
    unchanged("when the project gets another name", async () => {
      await stack.project.renameProject("yaml-renamed");
      return stack.up();
    });
  });

  describe("an edit, an option, an end", () => {
    it("--target: the edit of one leaves the others as they are, and the next update does them", async () => {
      const edit: ComponentLayout = {
        inputs: { RedisServer: { readyTimeoutSeconds: 121 }, AppNetwork: { labels: { edited: "yes" } } },
      };
      const label = async () => (await stack.docker.network(stack.docker.name("net")))?.Labels?.edited;
      went(await stack.up(edit, "--target", "**RedisServer**"));
      assert.equal(await label(), undefined);
      went(await stack.up(edit));
      assert.equal(await label(), "yes");
      went(await stack.up());
      assert.equal(await label(), undefined);
      assert.deepEqual(without(await stack.life(), "networks"), without(made, "networks"));
    });

    it("the network gets another subnet: the containers, their start times and the data stay", async () => {
      for (const subnet of SUBNETS) {
        went(await stack.up({ inputs: { AppNetwork: { subnet } } }));
        const network = await stack.docker.network(stack.docker.name("net"));
        assert.equal(network?.IPAM?.Config?.[0]?.Subnet, subnet);
        assert.deepEqual(without(await stack.life(), "networks"), without(made, "networks"));
      }
      const { exitCode } = await stack.docker.exec(stack.docker.name("web"), [
        "ping",
        "-c1",
        stack.docker.name("redis"),
      ]);
      assert.equal(exitCode, 0, "the client does not reach the server");
      went(await stack.up());
    });

    it("protect: left out of the program, each stays, and the update says why", async () => {
      const life = await stack.life();
      went(await stack.up({ options: () => ({ protect: true }) }));
      stack.project.program({ resources: {} });
      const run = await stack.project.run("up", "--continue-on-error");
      assert.equal(run.succeeded, false);
      assert.match(run.text, /protect/);
      assert.deepEqual(await stack.life(), life);
      went(await stack.up());
    });

    it("retainOnDelete: left out of the program, each stays, and is taken over when it is back", async () => {
      const life = await stack.life();
      went(await stack.up({ options: () => ({ retainOnDelete: true }) }));
      stack.project.program({ resources: {} });
      went(await stack.project.run("up"));
      assert.deepEqual(await stack.life(), life);
    });

    it("destroyed twice: nothing is left but the data, and the second time succeeds", async () => {
      await stack.docker.remove();
      went(await stack.up());
      await stack.project.destroy();
      await stack.project.destroy();
      const volumes = [stack.docker.name("redis-data")];
      assert.deepEqual(await stack.docker.list(stack.docker.prefix), { containers: [], networks: [], volumes });
    });
  });

  describe("somebody else's thing under a name of theirs is refused at preview and stays as it is", () => {
    const refused = (what: string, pattern: RegExp, make: () => Promise<() => Promise<unknown>>) =>
      it(what, async () => {
        await stack.docker.remove();
        const look = await make();
        const before = await look();
        const preview = await stack.preview();
        assert.equal(preview.succeeded, false, preview.text);
        assert.match(preview.text, pattern);
        assert.equal((await stack.up()).succeeded, false);
        assert.deepEqual(await look(), before);
        await stack.project.destroy();
        assert.deepEqual(await look(), before);
      });

    refused("the network", /network ".*net": there is one of that name already/, async () => {
      const name = await stack.docker.makeNetwork("net");
      return async () => stack.docker.network(name);
    });
    refused("the server's container", /container ".*redis"/, async () => {
      const name = await stack.docker.makeContainer("redis");
      return async () => stack.docker.container(name);
    });
    refused("the client's container", /container ".*web"/, async () => {
      const name = await stack.docker.makeContainer("web");
      return async () => stack.docker.container(name);
    });
    refused("the data volume", /volume ".*redis-data"/i, async () => {
      const volume = stack.docker.docker.getVolume(stack.docker.name("redis-data"));
      await stack.docker.docker.createVolume({ Name: volume.name });
      return async () => volume.inspect();
    });
    refused("the secrets' volume", /volume ".*web-secrets"/i, async () => {
      const volume = stack.docker.docker.getVolume(stack.docker.name("web-secrets"));
      await stack.docker.docker.createVolume({ Name: volume.name });
      return async () => volume.inspect();
    });
  });
});

function went(run: YamlRun): void {
  assert.ok(run.succeeded, run.text);
}

/** What a run did, by the resource's name, without what it left as it is. */
function changesOf({ resources }: YamlRun): Record<string, readonly string[]> {
  const changed = Object.entries(resources).map(([name, { operations, differences }]): [string, string[]] => [
    name,
    [...operations.filter((operation) => operation !== "same" && operation !== "read"), ...differences],
  ]);
  return Object.fromEntries(changed.filter(([, operations]) => operations.length));
}

function without(life: Life, key: keyof Life): Partial<Life> {
  return { ...life, [key]: undefined };
}
