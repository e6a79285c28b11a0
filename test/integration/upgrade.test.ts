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
    it(`${file.replace(".json", "")} previews without a change on the Engine`, async () => {
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
        const { text, changes } = await project.pulumi.preview();
        assert.ok((changes.unchanged ?? 0) > 8, "the recorded state holds fewer resources than the program");
        const touched = text.split("\n").filter((line) => /^ [+~-]/.test(line) && !line.includes("StackLabel"));
        assert.deepEqual(touched, []);
      } finally {
        project.pulumi.abandon();
      }
    });
  }
});
