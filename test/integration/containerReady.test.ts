import assert from "node:assert/strict";
import type Docker from "dockerode";
import type { Properties } from "../../provider/protocol/values";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { CallOptions, ProviderProcess, urnOf } from "../support/ProviderProcess";

const URN = urnOf("dockwire:index:ContainerReady");
const SECOND = 1e9;

integrationSuite("A ContainerReady on a real Engine", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;

  before(async () => {
    provider = await ProviderProcess.configured();
  });
  after(async () => {
    await provider?.stop();
    await docker.remove();
  });

  /** A container whose own check comes too late to matter. */
  async function make(rest: string, check: string, options: Docker.ContainerCreateOptions = {}): Promise<string> {
    const Healthcheck = { Test: ["CMD-SHELL", check], Interval: 600 * SECOND, Timeout: SECOND };
    const container = await docker.docker.createContainer({
      name: docker.name(rest),
      Image: "alpine",
      Cmd: ["sleep", "1000"],
      Healthcheck,
      HostConfig: { NetworkMode: "none" },
      ...options,
    });
    await container.start();
    return docker.name(rest);
  }

  async function wait(inputs: Properties, options: CallOptions = {}) {
    const checked = await provider.check(URN, inputs);
    assert.deepEqual(checked.failures, []);
    return { inputs: checked.inputs, ...(await provider.create(URN, checked.inputs, options)) };
  }

  const hanging = async (container: string): Promise<number> => {
    const { Processes } = (await docker.docker.getContainer(container).top()) as { Processes: string[][] };
    return Processes.filter((row) => row.join(" ").includes("sleep 999")).length;
  };

  it("exists as soon as the container's own check passes", async () => {
    const container = await make("late", "test -e /tmp/ok");
    const waiting = wait({ container });
    await docker.exec(container, ["sh", "-c", "sleep 1; touch /tmp/ok"]);
    const { id, state } = await waiting;
    assert.equal(id, container);
    assert.equal(state.ready, true);
    assert.equal(state.containerId, (await docker.container(container))?.Id);
  });

  it("gives up a check that hangs after its own time-out, keeps to timeoutSeconds and starts no second one", async () => {
    const container = await make("hangs", "sleep 999");
    const started = Date.now();
    const expected = /was not ready within 4 s \(its health check is still running\)\. Look at "docker logs/;
    await assert.rejects(wait({ container, timeoutSeconds: 4 }), expected);
    assert.ok(Date.now() - started < 15_000, `${Date.now() - started} ms`);
    assert.equal(await hanging(container), 1);
  });

  it("tells while it waits what it waits for", async () => {
    const container = await make("tells", "exit 1");
    await assert.rejects(wait({ container, timeoutSeconds: 3 }), /was not ready within 3 s/);
    const line = new RegExp(`^waiting for ${container} to be healthy, [123] s$`);
    assert.ok(provider.lines.some(({ severity, message }) => severity === "info" && line.test(message)));
  });

  it("keeps to customTimeouts, and says what the check said last", async () => {
    const container = await make("custom", "echo not yet; exit 1");
    await assert.rejects(wait({ container }, { timeoutSeconds: 2 }), /was not ready within 2 s \(not yet\)/);
  });

  it("stops waiting when it is cancelled, also while a check hangs", async () => {
    const container = await make("cancelled", "sleep 999", { Healthcheck: { Test: ["CMD-SHELL", "sleep 999"] } });
    const own = await ProviderProcess.configured();
    const waiting = own.create(URN, { container });
    while ((await hanging(container)) === 0);
    const started = Date.now();
    const rejected = assert.rejects(waiting, /the operation was cancelled/);
    await own.cancel();
    await rejected;
    assert.ok(Date.now() - started < 5000);
    await own.stop();
  });

  it("of a refresh with a check that hangs ends too, and says that it is not ready", async () => {
    const container = await make("refresh", "sleep 999", {
      Healthcheck: { Test: ["CMD-SHELL", "sleep 999"], Interval: SECOND, Timeout: SECOND, Retries: 1 },
    });
    while ((await docker.container(container))?.State.Health?.Status !== "unhealthy");
    const id = (await docker.container(container))?.Id ?? "";
    const found = await provider.read(URN, container, { container, containerId: id, ready: true }, { container });
    assert.equal(found?.state.ready, false);
  });

  it("shows the last lines of a container that has ended, of one with a terminal too", async () => {
    for (const Tty of [false, true]) {
      const container = await make(`ended-${Tty}`, "exit 1", { Cmd: ["sh", "-c", "echo some words; exit 7"], Tty });
      await docker.docker.getContainer(container).wait();
      await assert.rejects(wait({ container }), /has ended with exit code 7\. Its last lines:\nsome words$/);
    }
  });

  it("waits for one that restarts in a loop, and shows its last lines when the time is up", async () => {
    const container = await make("loops", "sleep 0.2; exit 1", {
      Cmd: ["sh", "-c", "echo wrong option; sleep 0.3; exit 1"],
      HostConfig: { NetworkMode: "none", RestartPolicy: { Name: "always" } },
    });
    await assert.rejects(
      wait({ container, timeoutSeconds: 8 }),
      /was not ready within 8 s(: it ends and is started again\. Its last lines:\n(wrong option\n?)+$| \()/,
    );
  });

  it("resumes a paused container and warns of it", async () => {
    const container = await make("paused", "exit 0");
    await docker.docker.getContainer(container).pause();
    assert.equal((await wait({ container })).state.ready, true);
    assert.equal((await docker.container(container))?.State.Paused, false);
    const line = `container "${container}" was paused; it is resumed, because others wait for it to be ready`;
    assert.ok(provider.lines.some(({ severity, message }) => severity === "warning" && message === line));
  });

  it("compares containers by what they are, and waits for one that was made again under its name", async () => {
    const container = await make("names", "exit 0");
    const { id, state, inputs } = await wait({ container });
    const full = String(state.containerId);
    const changes = async (now: Properties) =>
      (await provider.diff(URN, id, state, { ...now }, { oldInputs: inputs })).detailed;
    assert.deepEqual(await changes({ container: full }), {});
    assert.deepEqual(await changes({ container: full.slice(0, 12), timeoutSeconds: 90 }), {});
    assert.deepEqual(await changes({ container, triggers: ["x"] }), { "triggers[0]": "add" });
    await docker.docker.getContainer(container).remove({ force: true });
    await make("names", "exit 0");
    assert.deepEqual(await changes({ container }), { container: "update_replace" });
    // A refresh has a process of its own, which remembers no earlier look.
    const own = await ProviderProcess.configured();
    const found = await own.read(URN, id, state, inputs);
    await own.stop();
    assert.equal(found?.state.ready, false);
    assert.notEqual(found?.state.containerId, full);
  });

  it("is imported by name or id, and then nothing differs", async () => {
    const container = await make("import", "exit 0");
    const info = await docker.container(container);
    for (const id of [container, info?.Id ?? ""]) {
      const found = await provider.read(URN, id);
      assert.ok(found);
      assert.equal(found.id, container);
      for (const ref of [container, info?.Id ?? ""]) {
        const { inputs } = await provider.check(URN, { container: ref, timeoutSeconds: 60 });
        const diff = await provider.diff(URN, found.id, found.state, inputs, { oldInputs: found.inputs });
        assert.equal(diff.changes, "none");
      }
    }
  });

  for (const container of ["", "/redis", "..", "a/b", "a b"]) {
    it(`refuses ${JSON.stringify(container)} as a container, on the property's name`, async () => {
      const { failures } = await provider.check(URN, { container });
      assert.deepEqual([...new Set(failures.map(({ property }) => property))], ["container"]);
    });
  }

  it("is gone when its container is", async () => {
    assert.equal(await provider.read(URN, docker.name("never"), { container: "x" }, { container: "x" }), undefined);
    const missing = docker.name("never");
    await assert.rejects(wait({ container: missing }), /there is no such container\. List them with "docker ps --all"/);
  });
});
