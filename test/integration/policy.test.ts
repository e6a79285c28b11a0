import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../support/projectRoot";
import { integrationSuite } from "../support/integrationSuite";
import { ServersProject } from "../support/ServersProject";

integrationSuite("The policy pack at a preview", ["engine", "pulumi"], (engine) => {
  let project: ServersProject;
  before(async () => {
    project = await ServersProject.create();
  });
  after(() => project.pulumi.dispose());

  const policed = (settings: object) => {
    const file = join(project.pulumi.folder, "policies.json");
    writeFileSync(file, JSON.stringify(settings));
    return project.pulumi.preview("--policy-pack", join(projectRoot, "policy"), "--policy-pack-config", file);
  };

  it("lets the components' own defaults pass", async () => {
    project.plan({
      redis: { keepData: false },
      clients: { app: { image: "alpine", command: ["sleep", "60"], uses: "db" } },
    });
    const { text } = await policed({});
    assert.match(text, /dockwire@v0\.1\.0/);
    assert.doesNotMatch(text, /\[mandatory\]/);
  });

  it("refuses an open, password-less redis of any image's tag on two kinds of network, and nothing is made", async () => {
    const open = [{ internal: 6379, ip: "0.0.0.0" }];
    project.plan({ redis: { mode: "tutorial", ports: open } });
    const text = await project.pulumi.failure(
      policed({
        "trust-zones": { trustedNetworks: ["*-back"], untrustedNetworks: ["*-front"] },
        "pinned-images": { productionStacks: [project.pulumi.stack] },
      }),
    );
    for (const sentence of [
      "publishes port 6379 of redis on 0.0.0.0",
      "is a redis without a password",
      'image "redis" is whatever "latest" means on the day',
      `is on "${project.name("back")}", which is trusted, and on "${project.name("front")}", which is not`,
    ]) {
      assert.ok(text.includes(sentence), `"${sentence}" is missing in:\n${text}`);
    }
    assert.deepEqual(await engine.list(project.pulumi.prefix), { containers: [], networks: [], volumes: [] });
  });
});
