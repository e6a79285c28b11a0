import assert from "node:assert/strict";
import { CoalescedRead } from "../../../engine/CoalescedRead";

/** A read whose answers are numbered, released by hand. */
function source() {
  let started = 0;
  const waiting: (() => void)[] = [];
  let now = 0;
  const load = () => {
    const mine = ++started;
    return new Promise<{ id: string; name: string }>((resolve) => {
      waiting.push(() => resolve({ id: `id-${mine}`, name: "redis" }));
    });
  };
  const read = new CoalescedRead("redis", load, () => now);
  const release = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { read, release, pass: (ms: number) => (now += ms), started: () => started };
}

describe("A read that many share", () => {
  it("is one for all that want a recent value at the same moment", async () => {
    const { read, release, started } = source();
    const all = Promise.all([read.recent(1000), read.recent(1000), read.recent(1000)]);
    await release();
    assert.deepEqual(
      (await all).map((value) => value?.id),
      ["id-1", "id-1", "id-1"],
    );
    assert.equal(started(), 1);
  });

  it("gives a fresh value only from a read that began after the call, and shares that one", async () => {
    const { read, release, started } = source();
    const first = read.fresh();
    const later = [read.fresh(), read.fresh(), read.fresh()];
    await release();
    await release();
    assert.equal((await first)?.id, "id-1");
    assert.deepEqual(
      (await Promise.all(later)).map((value) => value?.id),
      ["id-2", "id-2", "id-2"],
    );
    assert.equal(started(), 2);
  });

  it("is made again when the value is too old", async () => {
    const { read, release, pass } = source();
    const first = read.recent(1000);
    await release();
    await first;
    pass(1001);
    const second = read.recent(1000);
    await release();
    assert.equal((await second)?.id, "id-2");
  });

  it("is made again after a change to what it read, by id or by name, and kept after a change to something else", async () => {
    for (const [touched, expected] of [
      ["id-1", "id-2"],
      ["redis", "id-2"],
      ["other", "id-1"],
    ] as const) {
      const { read, release } = source();
      const first = read.recent(1000);
      await release();
      await first;
      read.forget([touched]);
      const second = read.recent(1000);
      await release();
      assert.equal((await second)?.id, expected);
    }
  });

  it("that runs while the value changes is not kept", async () => {
    const { read, release } = source();
    const first = read.recent(1000);
    read.forget(["redis"]);
    await release();
    assert.equal((await first)?.id, "id-1");
    const second = read.recent(1000);
    await release();
    assert.equal((await second)?.id, "id-2");
  });

  it("that runs while something else changes is kept", async () => {
    const { read, release, started } = source();
    const first = read.recent(1000);
    read.forget(["other"]);
    const meanwhile = read.recent(1000);
    await release();
    assert.equal((await first)?.id, "id-1");
    assert.equal((await meanwhile)?.id, "id-1");
    assert.equal(started(), 1);
  });

  it("is made again after a change of one part by those that want that part or all, and kept for the rest", async () => {
    const { read, release, started } = source();
    const first = read.recent(1000);
    await release();
    await first;
    read.forget(["id-1"], "backend");
    assert.equal((await read.recent(1000, "frontend"))?.id, "id-1");
    assert.equal(started(), 1);
    const all = read.recent(1000);
    const part = read.recent(1000, "backend");
    await release();
    assert.equal((await all)?.id, "id-2");
    assert.equal((await part)?.id, "id-2");
    assert.equal(started(), 2);
  });

  it("that never answers keeps nobody who asks after it was given up, however many waited for it", async () => {
    let calls = 0;
    const read = new CoalescedRead("redis", () =>
      ++calls === 1 ? new Promise<never>(() => undefined) : Promise.resolve({ id: `id-${calls}`, name: "redis" }),
    );
    void read.fresh();
    void read.fresh();
    read.abandon();
    // The second of them waits for the first, and not for the one that was given up.
    assert.deepEqual(
      (await Promise.all([read.fresh(), read.fresh()])).map(({ id }) => id),
      ["id-2", "id-3"],
    );
  });

  it("passes a failure on and is made again afterwards", async () => {
    let calls = 0;
    const read = new CoalescedRead("redis", () =>
      ++calls === 1 ? Promise.reject(new Error("down")) : Promise.resolve({ id: "up", name: "redis" }),
    );
    await assert.rejects(read.recent(1000), /down/);
    assert.equal((await read.recent(1000))?.id, "up");
  });
});
