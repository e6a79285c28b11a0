import assert from "node:assert/strict";
import { HeldContainers } from "../../../provider/attachment/HeldContainers";

const network = { id: "f".repeat(64), name: "front" };
const web = { id: "1".repeat(64), name: "web" };

describe("The containers that a program created on a network", () => {
  let held: HeldContainers;
  beforeEach(() => {
    held = new HeldContainers();
    held.remember("urn:web", web, [network.id, network.name]);
    held.remember("urn:other", { id: "2".repeat(64), name: "other" }, ["b".repeat(64), "back"]);
  });

  it("are those that the state has there", () => {
    assert.deepEqual(held.containersOn(network), [[web.id, web.name]]);
    assert.deepEqual(held.containersOn({ id: "e".repeat(64), name: "elsewhere" }), []);
  });

  it("leave it while nothing has asked for them there, or when they are asked for elsewhere", () => {
    assert.deepEqual(held.leaving(network), [[web.id, web.name]]);
    held.claim("urn:web", ["back"]);
    assert.deepEqual(held.leaving(network), [[web.id, web.name]]);
  });

  for (const ref of [network.name, network.id, network.id.slice(0, 12)]) {
    it(`stay where they are asked for, by ${ref.slice(0, 12)}`, () => {
      held.claim("urn:web", ["back", ref]);
      assert.deepEqual(held.leaving(network), []);
      assert.equal(held.containersOn(network).length, 1);
    });
  }
});
