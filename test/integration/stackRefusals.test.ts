import assert from "node:assert/strict";
import { createServer, Server } from "node:net";
import type { AddressInfo } from "node:net";
import { FakeRegistry } from "../support/FakeRegistry";
import { freePort } from "../support/freePort";
import { PulumiProject } from "../support/PulumiProject";
import { integrationSuite } from "../support/integrationSuite";
import { uniquePrefix } from "../support/uniquePrefix";

const NOTHING = { containers: [], networks: [], volumes: [] };

integrationSuite("The stack refuses what cannot work before anything is created", ["engine", "pulumi"], (engine) => {
  const prefix = uniquePrefix();
  let project: PulumiProject;
  let base: Record<string, unknown> = {};
  let listener: Server;
  let taken = 0;

  before(async () => {
    base = { namePrefix: `${prefix}-`, appPort: await freePort() };
    project = await PulumiProject.create({ program: "stack", prefix });
    listener = createServer();
    await new Promise<void>((resolve) => listener.listen({ host: "127.0.0.1", port: 0 }, resolve));
    taken = (listener.address() as AddressInfo).port;
  });
  after(async () => {
    await new Promise((resolve) => listener.close(resolve));
    await project.dispose();
  });

  /** What a preview and an update say to a configuration that both have to refuse. */
  async function refusal(config: Record<string, unknown>): Promise<string> {
    project.configure({ ...base, ...config });
    const text = await project.failure(project.preview());
    assert.deepEqual(await engine.list(prefix), NOTHING);
    return text;
  }

  it("a value of the wrong type, naming the key and the type", async () => {
    const text = await refusal({ appPort: "three thousand" });
    assert.match(text, /configuration key 'appPort' must be of type 'integer'/);
  });

  it("a key that is not a setting, naming the settings there are", async () => {
    const text = await refusal({ appPrt: 3000 });
    assert.match(text, /"dockwire-stack:appPrt": this is not a setting; the settings are namePrefix, .*appPort/);
  });

  it("ports outside 1 to 65535", async () => {
    const text = await refusal({ appPort: 65536 });
    assert.match(text, /"dockwire-stack:appPort": 65536 is not a port: give a whole number from 1 to 65535/);
  });

  it("a container name that Docker would refuse", async () => {
    const text = await refusal({ serverName: "no spaces" });
    assert.ok(text.includes(`"dockwire-stack:serverName": "${prefix}-no spaces" cannot be a container's name`), text);
  });

  it("several mistakes at once, each by its key", async () => {
    const text = await refusal({ serverName: "a/b", redisImage: "Redis" });
    assert.match(text, /"dockwire-stack:serverName": .*\n.*"dockwire-stack:redisImage": "Redis" cannot be an image/);
  });

  it("a port that a program on this machine listens on", async () => {
    const text = await refusal({ appPort: taken });
    const where = `Publishing port 127.0.0.1:${taken}/tcp for container "${prefix}-app"`;
    assert.ok(text.includes(`${where}: a program on this machine listens there. Choose another port`), text);
  });

  it("an image that neither the Engine nor its registry has", async () => {
    const registry = await FakeRegistry.answering(404, "MANIFEST_UNKNOWN");
    const image = `${registry.host}/${prefix}/none:1`;
    const text = await refusal({ appImage: image }).finally(() => registry.stop());
    assert.ok(text.includes(`Creating container "${prefix}-app": image "${image}" is not on the Engine`), text);
    assert.match(text, /its registry has none of that name .* Correct the name, or build or load the image first/);
  });

  it("an Engine that does not answer, naming its address and where that came from", async () => {
    const text = await refusal({ "dockwire:host": `unix:///nowhere/${prefix}.sock` });
    const who = `the Docker Engine at unix:///nowhere/${prefix}.sock (from provider configuration) does not answer`;
    assert.ok(text.includes(who), text);
    assert.match(text, /Set dockwire:host or DOCKER_HOST to use another one/);
  });

  it("an Engine address that is none", async () => {
    const text = await refusal({ "dockwire:host": "my-engine" });
    assert.match(
      text,
      /"my-engine" is not an Engine address; write unix:\/\/\/path\/to\/docker\.sock, tcp:\/\/HOST:PORT/,
    );
  });

  it("says it in seconds and without a stack", async () => {
    const start = Date.now();
    const text = await refusal({ appPort: taken });
    assert.ok(Date.now() - start < 20_000, `it took ${Date.now() - start} ms`);
    assert.doesNotMatch(text, /unhandled exception|^\s+at .*:\d+:\d+/m);
  });

  it("pulumi up refuses the same, and the state stays empty", async () => {
    project.configure({ ...base, appPort: taken });
    const text = await project.failure(project.up("--skip-preview=false"));
    assert.match(text, /a program on this machine listens there/);
    assert.deepEqual(await engine.list(prefix), NOTHING);
    assert.deepEqual(await project.export(), []);
  });

  it("one alias for two servers of one network, however it is written", async () => {
    const other = await PulumiProject.create({ program: "duplicateAlias", config: { prefix } });
    try {
      const text = await other.failure(other.preview());
      assert.match(text, /"attachments\.one" and "attachments\.two" both have the alias "db"/);
      assert.deepEqual(await engine.list(prefix), NOTHING);
    } finally {
      await other.dispose();
    }
  });
});
