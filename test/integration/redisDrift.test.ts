import assert from "node:assert/strict";
import { changed } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { ServersProject } from "../support/ServersProject";

integrationSuite("What was changed by hand on a RedisServer", ["engine", "pulumi"], (engine) => {
  let project: ServersProject;
  let redis: string;
  before(async () => {
    project = await ServersProject.create();
    redis = project.name("redis");
    project.plan({ redis: { keepData: false } });
    await project.pulumi.up();
  });
  after(() => project.pulumi.dispose());

  it("its limit of processes: a refresh sees it, and the update sets it back in place", async () => {
    const before = await engine.container(redis);
    await engine.docker.getContainer(redis).update({ PidsLimit: 7 });
    const run = await project.pulumi.up("--refresh");
    assert.equal(changed(run).updated, 1, run.text);
    const after = await engine.container(redis);
    assert.equal(after?.HostConfig.PidsLimit, 128);
    assert.equal(after?.Id, before?.Id);
  });

  it("a file of its configuration: a refresh sees it, and the update writes it and replaces the container", async () => {
    const before = await engine.container(redis);
    const volume = { Type: "volume" as const, Source: `${redis}-config`, Target: "/conf" };
    const vandal = await engine.docker.createContainer({
      Image: "alpine",
      Cmd: ["sh", "-c", "echo 'user default on nopass ~* +@all' >> /conf/users.acl"],
      HostConfig: { Mounts: [volume], NetworkMode: "none" },
    });
    await vandal.start();
    await vandal.wait();
    await vandal.remove();
    await project.pulumi.up("--refresh");
    assert.notEqual((await engine.container(redis))?.Id, before?.Id);
    const users = (await engine.exec(redis, ["cat", "/usr/local/etc/redis/users.acl"])).stdout;
    assert.doesNotMatch(users, /default on/);
    assert.match((await engine.exec(redis, ["redis-cli", "get", "x"])).stdout, /^NOAUTH/);
    assert.deepEqual(changed(await project.pulumi.up("--expect-no-changes")), {});
  });
});
