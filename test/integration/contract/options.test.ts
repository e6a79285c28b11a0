import assert from "node:assert/strict";
import { integrationSuite } from "../../support/integrationSuite";
import type { YamlRun } from "../../support/YamlProject";
import { contractCase, did, holds, went } from "./contractCase";
import { ContractStack, edited, Layout } from "./ContractStack";
import type { Example } from "./Example";
import { examples } from "./examples";

interface Outcome {
  readonly run: YamlRun;
  readonly live: Readonly<Record<string, unknown>>;
}

const half = examples.filter((_, i) => i % 2 === 0);
const withNested = examples.filter((example) => example.nested);
const all = (options: Readonly<Record<string, unknown>>): Layout => ({ options: () => options });

integrationSuite("The contract of resource options", ["engine", "pulumi"], () => {
  let stack: ContractStack;

  before(async () => {
    stack = await ContractStack.create();
    await stack.up();
  });
  after(() => stack.dispose());

  async function outcome(layout: Layout, ...flags: string[]): Promise<Outcome> {
    const run = await stack.up(layout, ...flags);
    return { run, live: await stack.live() };
  }

  contractCase(
    "an update of the targeted half changes that half alone",
    examples,
    () => outcome({ inputs: edited }, ...half.flatMap(({ resource }) => ["--target", `**::${resource}`])),
    ({ run, live }, example) => {
      went(run, example.resource);
      holds(example, live[example.resource], half.includes(example) ? example.edited : example.written);
    },
  );
  contractCase("and the next update the rest", examples, () => outcome({ inputs: edited }), becameEdited);
  contractCase("back as it was", examples, () => outcome({ besides }), becameWritten);

  contractCase(
    "ignoreChanges of what is edited: nothing happens",
    examples,
    () => outcome({ inputs: edited, options: (example) => ({ ignoreChanges: editedKeys(example) }) }),
    ({ run, live }, example) => {
      did(run, example.resource, ["same"]);
      holds(example, live[example.resource], example.written);
    },
  );

  contractCase(
    "ignoreChanges of a path inside a property: the rest of it is done",
    withNested,
    () =>
      outcome({
        inputs: (example, world) => ({ ...example.inputs(world), ...example.nested?.hidden(world) }),
        options: (example) => (example.nested ? { ignoreChanges: [example.nested.path] } : undefined),
      }),
    ({ run, live }, example) => {
      assert.notDeepEqual(run.resources[example.resource]?.operations, ["same"]);
      becameEdited({ run, live }, example);
    },
  );

  for (const options of [
    { replaceOnChanges: ["*"] },
    { replaceOnChanges: ["*"], deleteBeforeReplace: true },
    { replaceOnChanges: ["*"], deleteBeforeReplace: false },
  ]) {
    describe(JSON.stringify(options), () => {
      contractCase("back as it was", examples, () => outcome({}), becameWritten);
      contractCase(
        "an edit replaces it, and the Engine is as edited",
        examples,
        () => outcome({ inputs: edited, ...all(options) }),
        (found, example) => {
          const { operations } = found.run.resources[example.resource] ?? { operations: [] };
          assert.equal(operations.includes("create-replacement"), !example.constant, found.run.text);
          becameEdited(found, example);
        },
      );
      contractCase(
        "and a refresh after it finds nothing to do",
        examples,
        () => outcome({ inputs: edited, ...all(options) }, "--refresh"),
        ({ run }, { resource }) => did(run, resource, ["same"]),
      );
    });
  }

  contractCase(
    "protect: left out of the program, it stays and the update says why",
    examples,
    async () => {
      await stack.up(all({ protect: true }));
      return outcome({ only: () => false });
    },
    ({ run, live }, example) => {
      assert.equal(run.succeeded, false);
      assert.match(run.text, /protect/);
      holds(example, live[example.resource], example.written);
    },
  );

  // What stays in the program keeps the state, and so what was made for it is known again.
  const besides = { rest: { type: "dockwire:StackLabel", properties: { value: "a/b" } } };
  contractCase(
    "retainOnDelete: left out of the program, it stays on the Engine",
    examples,
    async () => {
      await stack.up({ ...all({ retainOnDelete: true }), besides });
      return outcome({ only: () => false, besides });
    },
    ({ run, live }, example) => {
      did(run, example.resource, ["delete"]);
      holds(example, live[example.resource], example.written);
    },
  );
  contractCase("and back in the program, it is taken over as it is", examples, () => outcome({}), becameWritten);
});

function editedKeys(example: Example): string[] {
  // The keys alone count, so any world will do.
  return Object.keys(example.edit({ docker: undefined as never, name: (rest) => rest }));
}

function becameEdited({ run, live }: Outcome, example: Example): void {
  went(run, example.resource);
  holds(example, live[example.resource], example.edited);
}

function becameWritten({ run, live }: Outcome, example: Example): void {
  went(run, example.resource);
  holds(example, live[example.resource], example.written);
}
