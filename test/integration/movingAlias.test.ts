import assert from "node:assert/strict";
import type { AttachmentPlan } from "../programs/topology/Topology";
import { integrationSuite } from "../support/integrationSuite";
import { TopologyProject } from "../support/TopologyProject";

integrationSuite("An alias that moves from one container to another", ["engine", "pulumi"], (engine) => {
  let project: TopologyProject;
  let same: (string | undefined)[];

  before(async () => {
    project = await TopologyProject.create();
    plan({ one: ["db"], two: [] });
    await project.pulumi.up();
    same = await ids();
  });
  after(() => project.pulumi.dispose());

  function plan(aliases: Readonly<Record<string, readonly string[]>>): void {
    const attachments = Object.entries(aliases).map(([of, list]): [string, AttachmentPlan] => [
      of,
      { of, aliases: list },
    ]);
    const server = (key: string) => ({
      networkName: project.name(key),
      redis: { containerName: project.name(`redis-${key}`) },
    });
    const front = { networkName: project.name("front"), attachments: Object.fromEntries(attachments) };
    project.plan({ networks: { one: server("one"), two: server("two"), front } });
  }

  const containers = () => Promise.all(["one", "two"].map((key) => engine.container(project.name(`redis-${key}`))));
  const ids = async () => (await containers()).map((container) => container?.Id);

  /** Which of the two the alias leads to. */
  async function holders(): Promise<boolean[]> {
    return (await containers()).map((container) => {
      const endpoints: Partial<Record<string, { Aliases?: string[] | null }>> =
        container?.NetworkSettings.Networks ?? {};
      return endpoints[project.name("front")]?.Aliases?.includes("db") ?? false;
    });
  }

  const moves: [string, Readonly<Record<string, readonly string[]>>, boolean[]][] = [
    ["when both attachments are edited", { one: [], two: ["db"] }, [false, true]],
    ["back again", { one: ["db"], two: [] }, [true, false]],
    ["when the attachment that has it is removed", { two: ["db"] }, [false, true]],
    ["to an attachment that is new, from one that is removed", { one: ["db"] }, [true, false]],
    ["to an attachment that is new, from one that stays", { one: [], two: ["db"] }, [false, true]],
  ];
  for (const [what, aliases, expected] of moves) {
    it(`does so in one update ${what}`, async () => {
      plan(aliases);
      await project.pulumi.up();
      assert.deepEqual(await holders(), expected);
      assert.deepEqual(await ids(), same);
      await project.pulumi.up("--refresh", "--expect-no-changes");
    });
  }

  it("is told at preview as what it is", async () => {
    plan({ one: ["db"] });
    const { text } = await project.pulumi.preview();
    const sentence = `Alias "db" leads to container "${project.name("redis-two")}" too until this update takes it away there`;
    assert.ok(text.includes(sentence), text);
    assert.doesNotMatch(text, /would be refused/);
  });
});
