import { integrationSuite } from "../../support/integrationSuite";
import { contractCase, did, holds } from "./contractCase";
import { ContractStack, edited, Layout } from "./ContractStack";
import { examples } from "./examples";

const onEngine = examples.filter((example) => example.live);
const defaults: Layout = { inputs: (example, world) => example.defaults(world) };

integrationSuite("The contract of inputs", ["engine", "pulumi"], () => {
  let stack: ContractStack;

  before(async () => {
    stack = await ContractStack.create();
  });
  after(() => stack.dispose());

  contractCase(
    "made, and on the Engine as written",
    onEngine,
    async () => {
      await stack.up();
      return stack.live();
    },
    (live, example) => holds(example, live[example.resource], example.written),
  );

  unchanged("a second update", () => stack.up());
  unchanged("an update with a refresh before it", () => stack.up({}, "--refresh"));
  unchanged("a refresh", () => stack.project.refresh());
  unchanged("every default written out afterwards", () => stack.up(defaults));
  unchanged("every default written out, updated again with a refresh", () => stack.up(defaults, "--refresh"));
  unchanged("every default left out again", () => stack.up());

  contractCase(
    "edited, and on the Engine as edited",
    onEngine,
    async () => {
      await stack.up({ inputs: edited });
      return stack.live();
    },
    (live, example) => holds(example, live[example.resource], example.edited),
  );
  unchanged("a second update after the edit, with a refresh", () => stack.up({ inputs: edited }, "--refresh"));

  contractCase(
    "destroyed, and off the Engine unless it stays",
    onEngine,
    async () => {
      await stack.up();
      await stack.project.destroy();
      return stack.live();
    },
    (live, example) => holds(example, live[example.resource], example.stays ? example.written : undefined),
  );

  contractCase(
    "made with every default written out",
    examples,
    async () => ({ run: await stack.up(defaults), live: await stack.live() }),
    ({ run, live }, example) => {
      did(run, example.resource, ["create"]);
      holds(example, live[example.resource], example.written);
    },
  );
  unchanged("made with defaults, updated with a refresh", () => stack.up(defaults, "--refresh"));

  function unchanged(title: string, act: () => ReturnType<ContractStack["up"]>): void {
    contractCase(title, examples, act, (run, { resource }) => did(run, resource, ["same"]));
  }
});
