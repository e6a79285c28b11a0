import assert from "node:assert/strict";
import schema from "../../../provider/schema.json";
import type { Example, World } from "../../integration/contract/Example";
import { examples } from "../../integration/contract/examples";

const resources = schema.resources as unknown as Record<string, { inputProperties: Record<string, { type?: string }> }>;
// Inputs are made of names alone.
const world = { name: (rest: string) => rest } as World;

describe("The contract's table of examples", () => {
  it("has one of each resource in the schema", () => {
    const types = examples.map(({ resource }) => `dockwire:index:${resource}`);
    assert.deepEqual(types.sort(), Object.keys(resources).sort());
  });

  for (const example of examples) {
    it(`gives ${example.resource} every input of the schema, or says that it has no default`, () => {
      assert.deepEqual(known(example).sort(), Object.keys(inputsOf(example)).sort());
    });

    it(`marks or names every input of ${example.resource} that can hold a text`, () => {
      assert.deepEqual(unmarked(example), []);
    });
  }
});

function inputsOf({ resource }: Example): Record<string, { type?: string }> {
  return resources[`dockwire:index:${resource}`]?.inputProperties ?? {};
}

function known(example: Example): string[] {
  const written = [example.inputs, example.defaults].flatMap((inputs) => Object.keys(inputs(world)));
  return [...new Set([...written, ...example.open])];
}

/** A number or a switch is no secret; in a text, a list or a record of texts one can be. */
function unmarked(example: Example): string[] {
  const marked = [...Object.keys(example.marked("1")), ...example.public];
  return Object.entries(inputsOf(example)).flatMap(([key, { type = "" }]) =>
    ["integer", "number", "boolean"].includes(type) || marked.includes(key) ? [] : [key],
  );
}
