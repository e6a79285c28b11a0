import assert from "node:assert/strict";
import { integrationSuite } from "../../support/integrationSuite";
import type { YamlRun } from "../../support/YamlProject";
import { contractCase, holds, went } from "./contractCase";
import { ContractStack } from "./ContractStack";
import { examples } from "./examples";

const removable = examples.filter((example) => example.takeAway);
const replaceable = examples.filter((example) => example.replaceByHand);
const refusable = examples.filter((example) => example.foreign);

integrationSuite("The contract of what somebody does by hand", ["engine", "pulumi"], () => {
  let stack: ContractStack;

  before(async () => {
    stack = await ContractStack.create();
  });
  after(() => stack.dispose());

  for (const example of refusable) {
    const { resource, foreign } = example;
    it(`somebody else's in the place of a ${resource} is told at preview, refused by the update, and left alone`, async () => {
      const world = stack.world(example);
      await foreign?.make(world);
      try {
        const theirs = await foreign?.look(world);
        stack.lay({ only: (one) => one === example });
        for (const command of ["preview", "up"] as const) {
          const run = await stack.project.run(command);
          if (command === "up") assert.equal(run.succeeded, false, run.text);
          assert.match(run.resources[resource]?.messages.join("\n") ?? "", foreign?.refused ?? /^$/);
          assert.deepEqual(await foreign?.look(world), theirs);
        }
      } finally {
        await foreign?.remove(world);
      }
    });
  }

  contractCase(
    "and with theirs gone, the next update succeeds",
    examples,
    async () => ({ run: await stack.up(), live: await stack.live() }),
    ({ run, live }, example) => {
      went(run, example.resource);
      holds(example, live[example.resource], example.written);
    },
  );

  for (const flags of [[], ["--refresh"]]) {
    describe(`gone, then pulumi up ${flags.join(" ")}`, () => {
      repairs(async () => {
        await takeAway();
        return stack.up({}, ...flags);
      });
    });
  }

  describe("gone, then pulumi refresh and pulumi up", () => {
    repairs(async () => {
      await takeAway();
      await stack.project.refresh();
      return stack.up();
    });
  });

  contractCase(
    "another thing under its name: the next update brings back what is written, or refuses and leaves it alone",
    replaceable,
    async () => {
      for (const example of replaceable) await example.replaceByHand?.(stack.world(example));
      const theirs = await stack.live();
      return { theirs, run: await stack.up(), live: await stack.live() };
    },
    ({ theirs, run, live }, example) => {
      const failed = run.resources[example.resource]?.messages.length;
      holds(example, live[example.resource], failed ? theirs[example.resource] : example.written);
    },
  );

  it("gone, then destroyed: it succeeds, and nothing is left in the state", async () => {
    await takeAway();
    await stack.project.destroy();
    assert.deepEqual(await stack.project.pulumi.export(), []);
  });

  async function takeAway(): Promise<void> {
    for (const example of removable) {
      const world = stack.world(example);
      if ((await example.live?.(world)) !== undefined) await example.takeAway?.(world);
    }
  }

  function repairs(act: () => Promise<YamlRun>): void {
    contractCase(
      "it is made again",
      removable,
      async () => ({ run: await act(), live: await stack.live() }),
      ({ run, live }, example) => {
        went(run, example.resource);
        holds(example, live[example.resource], example.written);
      },
    );
  }
});
