import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../support/projectRoot";
import { integrationSuite } from "../support/integrationSuite";
import { PulumiProject } from "../support/PulumiProject";
import { ServersProject } from "../support/ServersProject";
import { uniquePrefix } from "../support/uniquePrefix";

/** The flags that have the pack judge a run of the project, under its own settings. */
function policies(project: PulumiProject, settings: object): string[] {
  const file = join(project.folder, "policies.json");
  writeFileSync(file, JSON.stringify(settings));
  return ["--policy-pack", join(projectRoot, "policy"), "--policy-pack-config", file];
}

function assertSays(text: string, sentences: readonly string[]): void {
  for (const sentence of sentences) assert.ok(text.includes(sentence), `"${sentence}" is missing in:\n${text}`);
}

integrationSuite("The policy pack at a preview", ["engine", "pulumi"], (engine) => {
  let project: ServersProject;
  before(async () => {
    project = await ServersProject.create();
  });
  after(() => project.pulumi.dispose());

  const policed = (settings: object) => project.pulumi.preview(...policies(project.pulumi, settings));

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
    assertSays(text, [
      "publishes port 6379 of redis on 0.0.0.0",
      "is a redis without a password",
      'image "redis" may be another one tomorrow',
      `is on "${project.name("back")}", which is trusted, and on "${project.name("front")}", which is not`,
    ]);
    assert.deepEqual(await engine.list(project.pulumi.prefix), { containers: [], networks: [], volumes: [] });
  });
});

integrationSuite("The policy pack and a program that walks around it", ["engine", "pulumi"], (engine) => {
  const prefix = uniquePrefix();
  let project: PulumiProject;
  before(async () => {
    project = await PulumiProject.create({ program: "policies", prefix, config: { prefix } });
  });
  after(() => project.dispose());

  const zones = { trustedNetworks: ["*-back"], untrustedNetworks: ["*-front"] };

  it("refuses each way at the preview", async () => {
    const settings = { "trust-zones": zones, "pinned-images": { productionStacks: [prefix], allowedTags: ["alpine"] } };
    const text = await project.failure(project.preview(...policies(project, settings)));
    const named = (name: string) => `container "${prefix}-${name}"`;
    const own = "is the system's or the Engine's own on the Engine's machine";
    const bothZones = `is on "${prefix}-back", which is trusted, and on "${prefix}-front", which is not`;
    assertSays(text, [
      `${named("disguised")} publishes all ports of redis on all interfaces`,
      `${named("disguised")} is a redis whose password would be in "/usr/local/etc/redis.conf", which this program does not write`,
      `${named("keydb")} is a redis on all interfaces of the Engine's machine`,
      `${named("keydb")} is a redis without a password`,
      `${named("keydb")}: image "example.org/team/keydb:6" may be another one tomorrow`,
      `${named("keydb")} is on the network of the Engine's machine, from where it reaches every trusted network`,
      `${named("moded")} ${bothZones}`,
      `probe "probe" ${bothZones}`,
      `${named("theirs")} is on the default bridge`,
      `${named("sharing")} has the networks of "somebody-elses", which this program does not make`,
      ...["/var/run/", "/root", "/proc/1/root", "/etc"].map(
        (path) => `${named("mounting")} mounts what it must not: "${path}" ${own}`,
      ),
    ]);
    assert.equal(text.match(/\[mandatory\]/g)?.length, 14, text);
  });

  it("refuses what one resource shows before that resource is made, where no preview ran", async () => {
    const text = await project.failure(project.up(...policies(project, { "trust-zones": zones })));
    assert.match(text, /\[mandatory\]/);
    const { containers } = await engine.list(prefix);
    const refused = ["disguised", "keydb", "mounting"].map((name) => `${prefix}-${name}`);
    assert.deepEqual(
      containers.filter((name) => refused.includes(name)),
      [],
    );
  });
});
