import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";

const IMAGE = "katacoda/redis-node-docker-example";

integrationSuite("The example's web app, with a redis that others attach and detach", ["engine"], () => {
  const fixture = new DockerFixture();
  let network: string;
  let redis: string;
  let app: string;
  let url: string;

  before(async () => {
    network = await fixture.makeNetwork("front");
    redis = await fixture.makeContainer("redis", { network: await fixture.makeNetwork("back") });
    await attach();
    app = await fixture.makeContainer("app", { image: IMAGE, network, publish: [3000] });
    url = await publishedUrl();
    await untilHealth(200);
  });

  after(() => fixture.remove());

  function attach(): Promise<void> {
    const EndpointConfig = { Aliases: ["redis"] };
    return fixture.docker.getNetwork(network).connect({ Container: redis, EndpointConfig }) as Promise<void>;
  }

  async function publishedUrl(): Promise<string> {
    const ports = (await fixture.container(app))?.NetworkSettings.Ports["3000/tcp"];
    return `http://127.0.0.1:${ports?.[0].HostPort}`;
  }

  async function visits(): Promise<number> {
    const text = await (await fetch(url)).text();
    return Number(/<data id="visits" value="(\d+)">/.exec(text)?.[1]);
  }

  /** Resolves with the answer of /healthz once it has the status, and fails when it has not after ten seconds. */
  async function untilHealth(status: number): Promise<string> {
    const end = Date.now() + 10_000;
    for (;;) {
      // A connection made while the container starts may hang in the Engine's proxy; the next one does not.
      const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      const text = await answer?.text();
      if (answer?.status === status && text) return text;
      assert.ok(Date.now() < end, `/healthz did not answer ${status} within 10 s; last: ${answer?.status} ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it("counts visits, and a browser's question for an icon or a wrong path is none", async () => {
    const first = await visits();
    const [icon, wrong] = await Promise.all([fetch(`${url}/favicon.ico`), fetch(`${url}/nowhere`)]);
    assert.deepEqual([icon.status, wrong.status], [204, 404]);
    assert.equal(await visits(), first + 1);
  });

  it("runs as a user that is not root, and takes only GET", async () => {
    assert.equal((await fixture.exec(app, ["id", "-un"])).stdout.trim(), "node");
    const answer = await fetch(url, { method: "POST" });
    assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "GET"]);
  });

  it("says that redis was stopped, counts on when it is back, and loses no visit", async () => {
    const before = await visits();
    await fixture.docker.getContainer(redis).stop({ t: 1 });
    await untilHealth(503);
    const page = await fetch(url);
    assert.deepEqual([page.status, page.headers.get("retry-after")], [503, "1"]);
    assert.match(await page.text(), /The counter is out of reach\. This page tries again every second\./);
    await fixture.docker.getContainer(redis).start();
    await untilHealth(200);
    assert.equal(await visits(), before + 1);
  });

  it("says that redis does not answer while it is frozen", async () => {
    await fixture.docker.getContainer(redis).pause();
    // Whoever asks while another's command runs out of time is told the same cause, not what became of the connection.
    const asked = Array.from({ length: 8 }, async (_, nth) => {
      await new Promise((resolve) => setTimeout(resolve, nth * 200));
      return untilHealth(503);
    });
    for (const text of await Promise.all(asked)) {
      assert.match(text, /redis at redis:6379 is out of reach: (did not answer within 1500 ms|.*(timeout|timed out))/i);
    }
    await fixture.docker.getContainer(redis).unpause();
    await untilHealth(200);
  });

  it("finds redis again after it was detached and attached, under whatever address", async () => {
    await fixture.docker.getNetwork(network).disconnect({ Container: redis });
    assert.match(await untilHealth(503), /redis at redis:6379 is out of reach: /);
    await attach();
    await untilHealth(200);
    assert.ok((await visits()) > 0);
  });

  it("ends long before Docker would kill it, with a client still connected, and without a failure", async () => {
    const keepAlive = await fetch(url);
    const start = Date.now();
    await fixture.docker.getContainer(app).stop({ t: 10 });
    const took = Date.now() - start;
    await keepAlive.text();
    assert.ok(took < 3_000, `it took ${took} ms`);
    assert.equal((await fixture.container(app))?.State.ExitCode, 0);
  });
});
