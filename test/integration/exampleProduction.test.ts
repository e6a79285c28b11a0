import assert from "node:assert/strict";
import { freePort } from "../support/freePort";
import { PulumiProject } from "../support/PulumiProject";
import { changed } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { uniquePrefix } from "../support/uniquePrefix";
import { untilAnswering } from "../support/untilAnswering";

integrationSuite("The example of a production stack", ["engine", "pulumi"], (engine) => {
  const prefix = uniquePrefix();
  let project: PulumiProject;

  before(async () => {
    const config = { namePrefix: `${prefix}-`, appPort: await freePort(), keepData: false };
    project = await PulumiProject.create({ program: "../../examples/production", prefix, config });
    await project.up("--skip-preview=false");
  });
  after(() => project.dispose());

  const redis = (...command: string[]) => engine.exec(`${prefix}-redis`, command);

  it("counts visits on its page", async () => {
    const { url } = await project.outputs();
    await untilAnswering(`${String(url)}/healthz`);
    const page = async () => (await fetch(String(url))).text();
    assert.match(await page(), /1/);
    assert.match(await page(), /2/);
  });

  it("keeps everybody without the password and without TLS out of redis", async () => {
    const plain = await redis("redis-cli", "ping");
    assert.match(plain.stdout + plain.stderr, /Server closed the connection|Connection reset by peer|I\/O error/);
    const ca = "/usr/local/etc/redis/tls/ca.crt";
    const { stdout } = await redis("redis-cli", "--tls", "--cacert", ca, "ping");
    assert.equal(stdout.trim(), "NOAUTH Authentication required.");
  });

  it("has redis on a network without a way to the outside, and with the alias db on the web app's", async () => {
    const networks = (await engine.container(`${prefix}-redis`))?.NetworkSettings.Networks as
      Record<string, { Aliases?: string[] | null }> | undefined;
    assert.deepEqual(Object.keys(networks ?? {}).sort(), [`${prefix}-data`, `${prefix}-web`]);
    assert.ok(networks?.[`${prefix}-web`]?.Aliases?.includes("db"));
  });

  it("is not changed by a second update", async () => {
    assert.deepEqual(changed(await project.up("--expect-no-changes")), {});
  });

  it("leaves nothing behind when it is destroyed without its data", async () => {
    await project.destroy();
    assert.deepEqual(await engine.list(prefix), { containers: [], networks: [], volumes: [] });
  });
});
