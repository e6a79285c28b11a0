import assert from "node:assert/strict";
import { ClientService, type ClientServiceArgs, Provider } from "../../components";
import { componentEngine } from "../support/componentEngine";

const CHECK = "dockwire:index:checkService";
const network = { id: "net-id", name: "net", driver: "overlay" };

describe("A ClientService", () => {
  it("asks its own Engine, at preview too, whether it can make services", async () => {
    for (const preview of [false, true]) {
      const calls = {
        "dockwire:index:inspectNetwork": () => network,
        "dockwire:index:listNetworks": () => ({ networks: [network] }),
      };
      const engine = componentEngine(preview, calls);
      await engine.run(() => {
        const manager = new Provider("manager", { host: "ssh://manager.example" });
        return new ClientService(
          "web",
          { network: "net", image: "web:1", serviceName: "shop" },
          { providers: [manager] },
        );
      });
      const asked = engine.called.filter(({ token }) => token === CHECK);
      assert.deepEqual(
        asked.map(({ inputs, provider }) => [inputs.service, /::manager::/.test(provider)]),
        [["shop", true]],
      );
    }
  });

  const serviceOf = async (more: Partial<ClientServiceArgs>) => {
    const engine = componentEngine(false, { "dockwire:index:inspectNetwork": () => network });
    await engine.run(() => new ClientService("web", { network: "net", image: "web:1", ...more }));
    return engine.one("docker:index/service:Service").inputs as {
      mode: object;
      convergeConfig?: object;
      taskSpec: { resources?: object };
    };
  };

  it("waits for a number of containers, and asks for none of one on each machine, which the Docker provider refuses", async () => {
    assert.ok((await serviceOf({})).convergeConfig);
    const { mode, convergeConfig } = await serviceOf({ replicas: "global" });
    assert.deepEqual([mode, convergeConfig], [{ global: true }, undefined]);
  });

  it("asks for limits that there are, and for no empty part, at which the Docker provider panics", async () => {
    const resources = async (more: Partial<ClientServiceArgs>) => (await serviceOf(more)).taskSpec.resources;
    assert.deepEqual(await resources({}), { limits: { memoryBytes: 2 ** 30 } });
    assert.equal(await resources({ memoryMiB: false }), undefined);
    assert.deepEqual(await resources({ memoryMiB: false, cpus: 0.5 }), { limits: { nanoCpus: 5e8 } });
    assert.deepEqual(await resources({ memoryMiB: false, reserveMemoryMiB: 1 }), {
      reservation: { memoryBytes: 2 ** 20 },
    });
  });
});
