import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { RECORDED_STACK, recordedStates, recordedTopology } from "../support/recordedState";
import { integrationSuite } from "../support/integrationSuite";
import { TopologyProject } from "../support/TopologyProject";

const files = readdirSync(recordedStates);

integrationSuite("The state of an earlier version", ["engine", "pulumi"], () => {
  it("is recorded for this version", () => {
    assert.ok(files.includes(`${version}.json`), `record it: npx ts-node --transpile-only test/recordState.ts`);
  });

  for (const file of files) {
    it(`${file.replace(".json", "")} replaces and removes nothing`, async () => {
      const project = await TopologyProject.create({ stack: RECORDED_STACK });
      try {
        project.plan(recordedTopology);
        await project.pulumi.pulumi([
          "stack",
          "import",
          "--stack",
          RECORDED_STACK,
          "--file",
          join(recordedStates, file),
        ]);
        const { same = 0, ...changes } = await project.pulumi.plan();
        assert.ok(same > 8, "the recorded state holds fewer resources than the program");
        // A StackLabel, which is in the state alone, and a restart policy, which changes in place.
        assert.deepEqual(changes, { create: 1, update: 1 });
      } finally {
        project.pulumi.abandon();
      }
    });
  }
});
