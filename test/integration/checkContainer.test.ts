import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { FakeRegistry } from "../support/FakeRegistry";
import { freePort } from "../support/freePort";
import { ProviderProcess } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";

integrationSuite("Before a container is made", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;
  const registries: FakeRegistry[] = [];

  before(async () => {
    provider = await ProviderProcess.configured();
  });
  after(async () => {
    await Promise.all(registries.map((registry) => registry.stop()));
    await provider.stop();
    await docker.remove();
  });

  const check = async (args: Record<string, string>): Promise<unknown> => {
    const all = { container: docker.name("new"), stack: "shop/dev", ...args };
    return (await provider.invoke("dockwire:index:checkContainer", all)).result;
  };
  const registry = async (status: number, code: string): Promise<string> => {
    const made = await FakeRegistry.answering(status, code);
    registries.push(made);
    return made.host;
  };

  it("an image that the Engine has is good", async () => {
    assert.deepEqual(await check({ image: "redis:7" }), {});
  });

  it("an image that its registry does not know is refused", async () => {
    const image = `${await registry(404, "MANIFEST_UNKNOWN")}/shop/none:1`;
    await assert.rejects(check({ image }), (error: Error) => {
      assert.ok(
        error.message.includes(`Creating container "${docker.name("new")}": image "${image}" is not on the Engine`),
      );
      assert.match(error.message, /its registry has none of that name \(.*\)\. Correct the name, or build or load/);
      return true;
    });
  });

  for (const [status, code] of [
    [401, "UNAUTHORIZED"],
    [403, "DENIED"],
    [429, "TOOMANYREQUESTS"],
    [503, "UNAVAILABLE"],
  ] as const) {
    it(`an image whose registry answers ${status} gets a warning, for a login may show it`, async () => {
      const image = `${await registry(status, code)}/shop/private:1`;
      const { warning = "" } = (await check({ image })) as { warning?: string };
      assert.ok(warning.includes(`image "${image}" is not on the Engine`), warning);
      assert.match(warning, /did not show it without a login .* log in \(docker:registryAuth, or "docker login"\)/);
    });
  }

  it("an image whose registry is out of reach gets a warning, for the Engine may have a mirror", async () => {
    const image = `127.0.0.1:${await freePort()}/shop/away:1`;
    const { warning = "" } = (await check({ image })) as { warning?: string };
    assert.match(warning, /The update tries to pull it/);
  });

  it("another stack's container of that name is refused, naming its stack; one of its own is not", async () => {
    const name = docker.name("there");
    const labels = { "dockwire.stack": "shop/prod" };
    await docker.docker.createContainer({ name, Image: "alpine", Labels: labels });
    const sentence = `has one of that name already that is not of stack shop/dev \\(it is of shop/prod\\)`;
    await assert.rejects(check({ container: name }), new RegExp(sentence));
    assert.deepEqual(await check({ container: name, stack: "shop/prod" }), {});
  });

  it("a volume that is to be used as it is has to be there, and no other container's", async () => {
    const volume = docker.name("theirs");
    await assert.rejects(check({ existingVolume: volume }), /existing volume ".*" does not exist\. Correct the name/);
    await docker.docker.createVolume({ Name: volume });
    assert.deepEqual(await check({ existingVolume: volume }), {});
    const name = docker.name("user");
    await docker.docker.createContainer({ name, Image: "alpine", HostConfig: { Binds: [`${volume}:/data`] } });
    const used = new RegExp(
      `existing volume "${volume}" is used by container "${name}", and two servers on one volume`,
    );
    await assert.rejects(check({ existingVolume: volume }), used);
  });
});
