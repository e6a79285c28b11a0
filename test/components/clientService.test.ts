import assert from "node:assert/strict";
import { ClientService, Provider } from "../../components";
import { componentEngine } from "../support/componentEngine";

const CHECK = "dockwire:index:checkService";
const network = { id: "net-id", name: "net", driver: "overlay" };

describe("A ClientService", () => {
  it("asks its own Engine, at preview too, whether it can make services", async () => {
    for (const preview of [false, true]) {
      const engine = componentEngine(preview, { "dockwire:index:inspectNetwork": () => network });
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
});
