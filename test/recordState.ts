import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import { RECORDED_STACK, recordedStates, recordedTopology } from "./support/recordedState";
import { TopologyProject } from "./support/TopologyProject";

/** Keeps the state that this version leaves, for later versions to be held against. Run before each release. */
async function record(): Promise<void> {
  const project = await TopologyProject.create({ stack: RECORDED_STACK, prefix: "recorded" });
  try {
    project.plan(recordedTopology);
    await project.pulumi.up();
    const { stdout } = await project.pulumi.pulumi(["stack", "export", "--stack", RECORDED_STACK]);
    mkdirSync(recordedStates, { recursive: true });
    const file = join(recordedStates, `${version}.json`);
    // Where this machine keeps its volumes is nobody's business.
    const neutral = stdout.replace(/"mountpoint": "[^"]*\/volumes/g, '"mountpoint": "/var/lib/docker/volumes');
    writeFileSync(file, neutral.replaceAll(project.pulumi.folder, "."));
    console.log(`recorded in ${file}`);
  } finally {
    await project.pulumi.dispose();
  }
}

void record();
