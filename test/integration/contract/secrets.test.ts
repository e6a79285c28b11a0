import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { integrationSuite } from "../../support/integrationSuite";
import type { YamlRun } from "../../support/YamlProject";
import { contractCase, went } from "./contractCase";
import { ContractStack, Layout } from "./ContractStack";
import type { Example, Inputs, World } from "./Example";
import { examples } from "./examples";

const markable = examples.filter((example) => Object.keys(example.marked("1")).length);
/** Digits, so that it can stand in a number of seconds too, which a timer still takes. */
const mark = String(randomInt(1_000_000, 2_000_000));

const marked = new RegExp(mark);

integrationSuite("The contract of secrets", ["engine", "pulumi"], () => {
  let stack: ContractStack;

  before(async () => {
    stack = await ContractStack.create(markable);
  });
  after(() => stack.dispose());

  let run: YamlRun;

  contractCase(
    "made with every input secret, nothing stands in clear in the state",
    markable,
    async () => {
      run = await stack.up({ inputs: secret }, "--diff");
      return stack.project.pulumi.export();
    },
    (state, { resource }) => {
      went(run, resource);
      const found = state.find((one) => one.urn.endsWith(`::${resource}`));
      assert.ok(found, `${resource} is not in the state`);
      assert.deepEqual(inClear(found), []);
    },
  );

  describe("and neither in what is printed", () => {
    it("by the update", () => assert.doesNotMatch(run.text, marked));
    it("by a preview", async () => {
      const edit: Layout = { inputs: (example, world) => ({ ...secret(example, world), ...example.edit(world) }) };
      stack.lay(edit);
      assert.doesNotMatch((await stack.project.preview("--diff")).text, marked);
    });
    it("by a refresh, which leaves them secret in the state", async () => {
      assert.doesNotMatch((await stack.project.refresh("--diff")).text, marked);
      for (const resource of await stack.project.pulumi.export()) assert.deepEqual(inClear(resource), []);
    });
  });

  const most = Math.max(...markable.map((example) => Object.keys(example.marked(mark)).length));
  for (let turn = 0; turn < most; turn++) {
    const having = markable.filter((example) => Object.keys(example.marked(mark)).length > turn);
    contractCase(
      `made with input ${turn + 1} alone secret, it stands nowhere in clear`,
      having,
      async () => {
        // Some things cannot be edited, so each turn makes all of them again.
        await stack.project.destroy();
        const inputs = (example: Example, world: World) => oneSecret(example, world, turn);
        run = await stack.up({ inputs, only: (example) => having.includes(example) }, "--diff");
        assert.doesNotMatch(run.text, marked);
        return stack.project.pulumi.export();
      },
      (state, { resource }) => {
        went(run, resource);
        const found = state.find((one) => one.urn.endsWith(`::${resource}`));
        assert.ok(found, `${resource} is not in the state`);
        assert.deepEqual(inClear(found), []);
      },
    );
  }
});

function secret(example: Example, world: World): Inputs {
  const secrets = Object.entries(example.marked(mark)).map(([key, value]): [string, unknown] => [
    key,
    { "fn::secret": value },
  ]);
  return { ...example.inputs(world), ...Object.fromEntries(secrets) };
}

function oneSecret(example: Example, world: World, turn: number): Inputs {
  const one = Object.entries(example.marked(mark)).slice(turn, turn + 1);
  const secrets = one.map(([key, value]): [string, unknown] => [key, { "fn::secret": value }]);
  return { ...example.inputs(world), ...Object.fromEntries(secrets) };
}

/** Names of the inputs and outputs that hold the mark for everybody to read. */
function inClear({ inputs, outputs }: { inputs?: Inputs; outputs?: Inputs }): string[] {
  const among = (what: string, properties: Inputs = {}) =>
    Object.entries(properties).flatMap(([key, value]) =>
      JSON.stringify(value).includes(mark) ? [`${what} ${key}`] : [],
    );
  return [...among("input", inputs), ...among("output", outputs)];
}
