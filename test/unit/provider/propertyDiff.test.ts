import assert from "node:assert/strict";
import fc from "fast-check";
import { propertyDiff, topLevel } from "../../../provider/protocol/propertyDiff";

describe("The difference between two sets of inputs", () => {
  const sets = ["aliases"];
  const cases: [string, Record<string, unknown>, Record<string, unknown>, string[]][] = [
    ["an alias that is new, alone", { aliases: ["a"] }, { aliases: ["a", "b"] }, ["add aliases[1]"]],
    ["an alias that is gone, alone", { aliases: ["a", "b"] }, { aliases: ["b"] }, ["delete aliases[0]"]],
    ["an alias in place of another", { aliases: ["a"] }, { aliases: ["b"] }, ["update aliases[0]"]],
    ["a first list", {}, { aliases: ["a", "b"] }, ["add aliases[0]", "add aliases[1]"]],
    ["a list that is gone", { aliases: ["a"] }, {}, ["delete aliases"]],
    ["a key of a map", { labels: { a: "1", b: "2" } }, { labels: { a: "1", b: "3" } }, ["update labels.b"]],
    ["a key that is no word", { labels: {} }, { labels: { "com.x": "1" } }, ['add labels["com.x"]']],
    ["a plain value", { name: "a" }, { name: "b" }, ["update name"]],
    ["nothing, for another order of a set", { aliases: ["a", "b"] }, { aliases: ["b", "a"] }, []],
    ["nothing, for an empty list and none", { aliases: [] }, {}, []],
    ["nothing, for an empty map and none", { labels: {} }, {}, []],
    [
      "each word that stands elsewhere in a list",
      { command: ["cp", "a", "b"] },
      { command: ["cp", "b", "a"] },
      ["update command[1]", "update command[2]"],
    ],
    ["a word that stands twice by now", { triggers: ["a"] }, { triggers: ["a", "a"] }, ["add triggers[1]"]],
    [
      "the property of a listed object",
      { files: [{ path: "a", mode: "1" }] },
      { files: [{ path: "a", mode: "2" }] },
      ["update files[0].mode"],
    ],
  ];
  for (const [title, before, after, expected] of cases) {
    it(`names ${title}`, () => {
      assert.deepEqual(
        propertyDiff(before, after, sets).map((change) => `${change.kind} ${change.path}`),
        expected,
      );
    });
  }

  it("is empty exactly when both say the same", () => {
    const inputs = fc.record(
      {
        aliases: fc.uniqueArray(fc.string({ minLength: 1 })),
        labels: fc.dictionary(fc.string(), fc.string()),
        name: fc.string(),
      },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(inputs, (one) => assert.deepEqual(propertyDiff(one, structuredClone(one)), [])));
    fc.assert(
      fc.property(inputs, fc.string(), (one, name) => {
        fc.pre(one.name !== name);
        assert.equal(propertyDiff(one, { ...one, name }).length, 1);
      }),
    );
  });

  it("belongs to the top-level property that its path begins with", () => {
    assert.deepEqual(["a", "a[1]", "a.b", 'a["x.y"]'].map(topLevel), ["a", "a", "a", "a"]);
  });
});
