import assert from "node:assert/strict";
import { freePort } from "../support/freePort";
import { integrationSuite } from "../support/integrationSuite";
import { PulumiProject } from "../support/PulumiProject";
import { changed } from "../support/PulumiRun";
import { uniquePrefix } from "../support/uniquePrefix";

integrationSuite("Components in a YAML program", ["engine", "pulumi"], (engine) => {
  const prefix = uniquePrefix();
  let project: PulumiProject;
  let port = 0;

  before(async () => {
    port = await freePort();
    project = await PulumiProject.create({ program: "yamlTopology", prefix, config: { prefix, port } });
    await project.up("--skip-preview=false");
  });
  after(() => project.dispose());

  const redis = () => engine.container(`${prefix}-redis`);

  it("come up as they do in TypeScript, each with its own children", async () => {
    const types = (await project.export()).map(({ urn }) => urn.split("::").slice(2).join(" "));
    const below = "dockwire:index:AppNetwork$dockwire:index:RedisServer";
    for (const wanted of [
      `${below} backend-redis`,
      `${below}$docker:index/container:Container backend-redis-container`,
      "dockwire:index:AppNetwork$dockwire:index:NetworkAttachment frontend-redis",
    ]) {
      assert.ok(types.includes(wanted), `${wanted} is not among\n${types.join("\n")}`);
    }
  });

  it("hand a server to another component: attached under an alias, with its password in a file", async () => {
    const networks = (await redis())?.NetworkSettings.Networks ?? {};
    assert.deepEqual(Object.keys(networks).sort(), [`${prefix}-backend`, `${prefix}-frontend`]);
    const { stdout } = await engine.exec(`${prefix}-app`, ["sh", "-c", "env; cat $REDIS_PASSWORD_FILE"]);
    assert.match(stdout, new RegExp(`^REDIS_HOST=${prefix}-redis$`, "m"));
    const { password, printed } = await project.outputs();
    assert.ok(typeof password === "string" && stdout.endsWith(password), "the file does not hold the password");
    assert.match(String(printed), / 0% packet loss/);
  });

  it("tell their outputs, the elements of maps and lists among them", async () => {
    const { url, redisCli } = await project.outputs();
    assert.equal(url, `http://localhost:${port}`);
    assert.equal(redisCli, `docker exec --interactive --tty --user 0 ${prefix}-redis /usr/local/etc/redis/cli`);
  });

  it("keep the password out of the state", async () => {
    const { password } = await project.outputs();
    const { stdout } = await project.pulumi(["stack", "export", "--stack", project.stack]);
    assert.ok(!stdout.includes(String(password)), "the password stands in the state");
  });

  it("are not changed by a second update", async () => {
    assert.deepEqual(changed(await project.up("--expect-no-changes")), {});
  });

  it("take an edit while the containers run", async () => {
    const before = await redis();
    project.edit("Pulumi.yaml", (text) => text.replace("aliases: [db]", "aliases: [cache, db]"));
    const { changes } = await project.up();
    assert.equal(changes.updated, 1);
    const after = await redis();
    assert.deepEqual([after?.Id, after?.State.StartedAt], [before?.Id, before?.State.StartedAt]);
  });

  it("end the preview on their own registration when an argument is wrong, and the next one works", async () => {
    project.edit("Pulumi.yaml", (text) => text.replace("mode: tutorial", "mode: demo"));
    const text = await project.failure(project.preview());
    assert.match(text, /RedisServer "plain": "mode" is "demo"; it can be "production" or "tutorial"/);
    project.edit("Pulumi.yaml", (text) => text.replace("mode: demo", "mode: tutorial"));
    await project.preview("--expect-no-changes");
  });

  it("go without a trace", async () => {
    await project.destroy();
    assert.deepEqual(await engine.list(prefix), { containers: [], networks: [], volumes: [] });
  });
});
