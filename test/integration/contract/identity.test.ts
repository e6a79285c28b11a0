import assert from "node:assert/strict";
import { integrationSuite } from "../../support/integrationSuite";
import type { YamlResource, YamlRun } from "../../support/YamlProject";
import { contractCase, did, holds, went } from "./contractCase";
import { ContractStack, Layout } from "./ContractStack";
import { examples } from "./examples";

const parent: Record<string, YamlResource> = { group: { type: "dockwire:Password" } };
const renamed: Layout = { named: ({ resource }) => `${resource}Renamed` };
const moved: Layout = { besides: parent, options: () => ({ parent: "${group}" }) };

integrationSuite("The contract of a resource's name in the program", ["engine", "pulumi"], () => {
  let stack: ContractStack;

  before(async () => {
    stack = await ContractStack.create();
    await stack.up();
  });
  after(() => stack.dispose());

  describe("the project gets another name", () => {
    staysAsItIs(async () => {
      await stack.project.renameProject("yaml-renamed");
      return stack.up();
    });
  });

  describe("the stack gets another name", () => {
    staysAsItIs(async () => {
      await stack.project.renameStack(`${stack.docker.prefix}-renamed`);
      return stack.up();
    });
  });

  describe("renamed in the program, with an alias", () => {
    staysAsItIs(
      () => stack.up({ ...renamed, options: ({ resource }) => ({ aliases: [stack.project.urn(resource)] }) }),
      (resource) => `${resource}Renamed`,
    );
  });

  describe("renamed in the program, without an alias", () => {
    held(() => stack.up());
    unchanged(() => stack.up({}, "--refresh"));
  });

  describe("moved below a parent, without an alias", () => {
    held(() => stack.up(moved));
    unchanged(() => stack.up(moved, "--refresh"));
  });

  describe("moved out again, with an alias", () => {
    staysAsItIs(() =>
      stack.up({
        besides: parent,
        options: ({ resource }) => ({ aliases: [stack.project.urn(resource, resource, "dockwire:index:Password$")] }),
      }),
    );
  });

  /** The update after it changes nothing, neither in the state nor on the Engine. */
  function staysAsItIs(act: () => Promise<YamlRun>, named = (resource: string) => resource): void {
    contractCase(
      "the update changes nothing",
      examples,
      async () => {
        const before = await networkIds();
        return { before, run: await act(), live: await stack.live(), after: await networkIds() };
      },
      ({ before, run, live, after }, example) => {
        did(run, named(example.resource), ["same"]);
        holds(example, live[example.resource], example.written);
        assert.deepEqual(after, before);
      },
    );
  }

  /** Whatever the update did, the Engine is as written after it. */
  function held(act: () => Promise<YamlRun>): void {
    contractCase(
      "the Engine is as written afterwards",
      examples,
      async () => ({ run: await act(), live: await stack.live() }),
      ({ run, live }, example) => {
        went(run, example.resource);
        holds(example, live[example.resource], example.written);
      },
    );
  }

  function unchanged(act: () => Promise<YamlRun>): void {
    contractCase("and the next update with a refresh changes nothing", examples, act, (run, { resource }) =>
      did(run, resource, ["same"]),
    );
  }

  async function networkIds(): Promise<Record<string, unknown>> {
    const { networks } = await stack.docker.list(stack.docker.prefix);
    const found = networks.map(async (name) => [name, (await stack.docker.network(name))?.Id] as const);
    return Object.fromEntries(await Promise.all(found));
  }
});
