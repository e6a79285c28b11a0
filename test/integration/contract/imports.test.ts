import assert from "node:assert/strict";
import { integrationSuite } from "../../support/integrationSuite";
import { did } from "./contractCase";
import { ContractStack } from "./ContractStack";
import { examples } from "./examples";

integrationSuite("The contract of imports", ["engine", "pulumi"], () => {
  let stack: ContractStack;

  before(async () => {
    stack = await ContractStack.create();
  });
  after(() => stack.dispose());

  for (const example of examples) {
    const { resource, imported } = example;
    const run = (id: string) => stack.project.pulumi.import(`dockwire:index:${resource}`, resource, id);

    if ("refused" in imported) {
      it(`${resource} is refused with the reason`, async () => {
        assert.match(await stack.project.pulumi.failure(run("anything")), imported.refused);
      });
      continue;
    }

    it(`${resource} made by hand: imported, then previewed, it is as the program says`, async () => {
      const world = stack.world(example);
      await example.makeByHand?.(world);
      await run(imported.id(world));
      for (const inputs of [example.inputs, example.defaults]) {
        stack.lay({ inputs: (_, here) => inputs(here), only: (one) => one === example });
        did(await stack.project.run("preview"), resource, ["same"]);
      }
      await stack.project.destroy();
    });
  }
});
