import assert from "node:assert/strict";
import fc from "fast-check";
import { applied, deltaBetween, keptWhereEqual } from "../../../live/delta";
import { HISTORY_LENGTH, NOTHING, type LiveState } from "../../../live/protocol";
import type { TopologyContainer } from "../../../topology/Topology";

const ONE: TopologyContainer = {
  name: "",
  image: "redis:7",
  state: "running",
  health: "healthy",
  ports: [],
  connections: [],
};
const names = fc.constantFrom("a", "b", "c", "__proto__", "constructor");
const container = fc
  .tuple(names, fc.constantFrom("running" as const, "stopped" as const))
  .map(([name, state]): TopologyContainer => ({ ...ONE, name, state }));
const containers = fc
  .uniqueArray(container, { selector: ({ name }) => name })
  .map((all): ReadonlyMap<string, TopologyContainer> => new Map(all.map((one) => [one.name, one])));
const entry = (id: number) => ({ id, at: 0, text: `change ${id}` });

describe("What is sent of a state", () => {
  it("makes the later state out of the earlier one, through JSON, whatever the names", () => {
    fc.assert(
      fc.property(fc.array(containers, { minLength: 1, maxLength: 8 }), (all) => {
        let told = NOTHING;
        let before: LiveState = NOTHING;
        for (const next of all) {
          const state = { ...before, containers: keptWhereEqual(before.containers, next) };
          const delta = deltaBetween(before, state);
          if (delta) told = applied(told, JSON.parse(JSON.stringify(delta)) as typeof delta);
          before = state;
          assert.deepEqual(new Map([...told.containers].sort()), new Map([...next].sort()));
        }
      }),
    );
  });

  it("is nothing while nothing has changed", () => {
    fc.assert(
      fc.property(containers, (given) => {
        const state = { ...NOTHING, containers: given };
        const again = { ...state, containers: keptWhereEqual(given, structuredClone(given)) };
        assert.equal(deltaBetween(state, again), undefined);
      }),
    );
  });

  it("is only the container that has changed", () => {
    const of = (health: "healthy" | "unhealthy") =>
      new Map(["a", "b"].map((name) => [name, { ...ONE, name, health: name === "b" ? health : "healthy" } as const]));
    const before = { ...NOTHING, containers: of("healthy") };
    const after = { ...NOTHING, containers: keptWhereEqual(before.containers, of("unhealthy")) };
    assert.deepEqual(deltaBetween(before, after), { containers: [["b", { ...ONE, name: "b", health: "unhealthy" }]] });
  });

  it("has the changes since the last one, and a page keeps the latest of them", () => {
    const history = Array.from({ length: HISTORY_LENGTH }, (_, i) => entry(i + 1));
    const before = { ...NOTHING, history };
    const after = { ...NOTHING, history: [...history.slice(1), entry(HISTORY_LENGTH + 1)] };
    const delta = deltaBetween(before, after);
    assert.deepEqual(delta, { history: [entry(HISTORY_LENGTH + 1)] });
    assert.deepEqual(applied(before, delta ?? {}).history, after.history);
  });
});
