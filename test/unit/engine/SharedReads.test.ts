import assert from "node:assert/strict";
import type Docker from "dockerode";
import { EngineError } from "../../../engine/EngineError";
import { SharedReads } from "../../../engine/SharedReads";

/** An Engine with these containers by name, which counts the inspects of each name or id. */
function engine(ids: Record<string, string>) {
  const inspected: string[] = [];
  const docker = {
    getContainer: (ref: string) => ({
      inspect: async () => {
        inspected.push(ref);
        const [name, id] = Object.entries(ids).find((entry) => entry.includes(ref)) ?? [];
        if (name === undefined) throw new EngineError(404, "no such container");
        const settings = { State: {}, HostConfig: {}, Config: {}, NetworkSettings: {} };
        return { Id: id, Name: `/${name}`, ...settings };
      },
    }),
  } as unknown as Docker;
  return { ids, inspected, reads: new SharedReads((work) => work(docker)) };
}

describe("Reads of one Engine", () => {
  it("by name and by id are one while the name leads to that id", async () => {
    const { reads, inspected } = engine({ redis: "id-1" });
    assert.equal((await reads.container("redis"))?.id, "id-1");
    await Promise.all([reads.container("redis"), reads.container("id-1"), reads.container("redis")]);
    assert.deepEqual(inspected, ["redis", "id-1", "id-1"]);
  });

  it("by name find the container that has got the name since", async () => {
    const { ids, reads } = engine({ redis: "id-1" });
    await reads.container("redis");
    ids.redis = "id-2";
    assert.equal((await reads.container("redis"))?.id, "id-2");
    ids.old = "id-2";
    ids.redis = "id-3";
    assert.equal((await reads.container("redis"))?.id, "id-3");
  });

  it("of a container last when another connection of it changes, for those that want this one", async () => {
    const { reads, inspected } = engine({ redis: "id-1" });
    await reads.recentContainer("id-1", 1000);
    reads.forget({ networkId: "frontend", container: "id-1" });
    await reads.recentContainer("id-1", 1000, "backend");
    assert.equal(inspected.length, 1);
    await reads.recentContainer("id-1", 1000, "frontend");
    assert.equal(inspected.length, 2);
    reads.forget(["id-1"]);
    await reads.recentContainer("id-1", 1000, "backend");
    assert.equal(inspected.length, 3);
  });
});
