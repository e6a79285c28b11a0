import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Properties } from "../../provider/protocol/values";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { CallOptions, ProviderProcess, urnOf } from "../support/ProviderProcess";

const TYPE = "dockwire:index:Probe";

integrationSuite("A Probe on a real Engine", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;

  before(async () => {
    provider = await ProviderProcess.configured();
  });
  after(async () => {
    await provider?.stop();
    await docker.remove();
  });

  /** Its URN holds the fixture's prefix, so that its containers are found. */
  const urn = (rest: string) => urnOf(TYPE, docker.name(rest));
  const left = (rest: string) =>
    docker.docker.listContainers({ all: true, filters: { label: [`dockwire.probe=${urn(rest)}`] } });

  async function run(rest: string, inputs: Properties, options: CallOptions = {}) {
    const checked = await provider.check(urn(rest), { image: "alpine", ...inputs }, options);
    assert.deepEqual(checked.failures, []);
    return { inputs: checked.inputs, ...(await provider.create(urn(rest), checked.inputs, options)) };
  }

  const failure = (rest: string, inputs: Properties, options: CallOptions = {}) =>
    run(rest, inputs, options).then(
      () => assert.fail("this probe was to fail"),
      (error: Error & { details?: string }) => error.details ?? error.message,
    );

  it("keeps both streams of what is printed, and its exit code", async () => {
    const { state } = await run("both", { command: ["sh", "-c", "echo out; echo err >&2; exit 3"], expectExitCode: 3 });
    const { exitCode, stdout, stderr, truncated } = state;
    assert.deepEqual(
      { exitCode, stdout, stderr, truncated },
      { exitCode: 3, stdout: "out\n", stderr: "err\n", truncated: false },
    );
  });

  it("that prints fifty thousand lines keeps their end and says that it was cut", async () => {
    const { state } = await run("lines", { command: ["seq", "50000"] });
    assert.equal(state.truncated, true);
    assert.equal(String(state.stdout).length, 64 * 1024);
    assert.ok(String(state.stdout).endsWith("\n49999\n50000\n"));
    assert.deepEqual(await left("lines"), []);
  });

  it("runs without rights but with what ping needs, within limits, and is gone afterwards", async () => {
    const network = await docker.makeNetwork("ping");
    const server = await docker.makeContainer("server", { network });
    const look =
      "ping -c1 -w2 $0 >/dev/null && grep -E '^(CapBnd|NoNewPrivs)' /proc/self/status && touch /tmp/x; sleep 1";
    const running = run("ping", { command: ["sh", "-c", look, server], networks: [network] });
    const info = await seen(() => left("ping"));
    const { HostConfig } = await docker.docker.getContainer(info.Id).inspect();
    assert.equal(HostConfig.Memory, 512 * 1024 * 1024);
    assert.equal(HostConfig.PidsLimit, 256);
    assert.equal(HostConfig.LogConfig?.Type, "json-file");
    const { state } = await running;
    // Bit 13 is NET_RAW.
    assert.equal(state.stdout, "CapBnd:\t0000000000002000\nNoNewPrivs:\t1\n");
    assert.deepEqual(await left("ping"), []);
  });

  it("that does not end is ended at its limit, and what it printed until then is told", async () => {
    const started = Date.now();
    const text = await failure("late", { command: ["sh", "-c", "echo so far; sleep 100"], timeoutSeconds: 1 });
    assert.match(text, /still running at its limit.*It printed:\nso far$/s);
    assert.ok(Date.now() - started < 30_000);
    assert.deepEqual(await left("late"), []);
  });

  it("is ended by customTimeouts too", async () => {
    const text = await failure("custom", { command: ["sleep", "100"] }, { timeoutSeconds: 2 });
    assert.match(text, /still running at its limit.*It printed nothing\.$/s);
    assert.deepEqual(await left("custom"), []);
  });

  it("that fails shows the end of a long output, not all of it", async () => {
    const text = await failure("fails", { command: ["sh", "-c", "seq 3000; exit 4"] });
    assert.match(text, /ended with exit code 4, not 0\. It printed, at the end:\n[^]*\n2999\n3000$/);
    assert.ok(text.length < 2500, text);
  });

  it("with a secret among its inputs has secret outputs, and its errors show neither the secret nor what was printed", async () => {
    const inputs = { command: ["sh", "-c", "echo $PW"], environment: { PW: "hunter2" } };
    const { secrets, state } = await run("secret", inputs, { secrets: ["environment.PW"] });
    assert.equal(state.stdout, "hunter2\n");
    assert.deepEqual([...secrets].sort(), ["environment.PW", "stderr", "stdout"]);
    const failing = { command: ["sh", "-c", "echo $PW | rev; exit 1"], environment: { PW: "hunter2" } };
    const text = await failure("secret", failing, { secrets: ["environment.PW"] });
    assert.match(text, /What it printed is not shown, because one of its inputs is a secret\.$/);
    assert.doesNotMatch(text, /hunter2|2retnuh/);
    const word = await failure("secret", { command: ["hunter2", "x"] }, { secrets: ["command[0]"] });
    assert.match(word, /^The probe "\[secret\] x" in image "alpine" could not be run: .*executable file not found/);
    assert.doesNotMatch(word, /hunter2/);
  });

  it("without secrets has outputs that everybody may read", async () => {
    assert.deepEqual([...(await run("open", { command: ["true"] })).secrets], []);
  });

  it("runs again when words or triggers come in another order, and not for a default written out", async () => {
    const { id, state, inputs } = await run("order", { command: ["echo", "a", "b"], triggers: ["1", "2"] });
    const diff = async (now: Properties, oldInputs: Properties = inputs) => {
      const checked = await provider.check(urn("order"), now);
      return (await provider.diff(urn("order"), id, state, checked.inputs, { oldInputs })).detailed;
    };
    const same = { image: "alpine", command: ["echo", "a", "b"], triggers: ["1", "2"] };
    assert.deepEqual(await diff({ ...same, command: ["echo", "b", "a"] }), {
      "command[1]": "update",
      "command[2]": "update",
    });
    assert.deepEqual(await diff({ ...same, command: ["echo", "a", "b", "b"] }), { "command[3]": "add" });
    assert.deepEqual(await diff({ ...same, triggers: ["2", "1"] }), {
      "triggers[0]": "update",
      "triggers[1]": "update",
    });
    const written = {
      ...same,
      networks: [],
      environment: {},
      hosts: {},
      timeoutSeconds: 30,
      retryForSeconds: 0,
      expectExitCode: 0,
    };
    assert.deepEqual(await diff(written), {});
    assert.deepEqual(await diff(same, written), {});
  });

  it("that was cancelled leaves no container", async () => {
    const own = await ProviderProcess.configured();
    const running = own.create(urn("cancel"), { image: "alpine", command: ["sleep", "100"] });
    await seen(() => left("cancel"));
    const rejected = assert.rejects(running, /the operation was cancelled/);
    await own.cancel();
    await rejected;
    await own.stop();
    assert.deepEqual(await left("cancel"), []);
  });

  it("sweeps up what a killed run has left of it, and nothing of another probe", async () => {
    const make = (rest: string) =>
      docker.docker.createContainer({ Image: "alpine", Cmd: ["true"], Labels: { "dockwire.probe": urn(rest) } });
    await Promise.all([make("sweep"), make("sweep-not")]);
    await provider.delete(urn("sweep"), "id", {});
    assert.deepEqual(await left("sweep"), []);
    const [other] = await left("sweep-not");
    assert.ok(other);
    await docker.docker.getContainer(other.Id).remove();
  });

  it("says what to do when the image or a network is missing", async () => {
    const nowhere = docker.name("nowhere");
    assert.match(await failure("image", { image: nowhere, command: ["ls"] }), new RegExp(`docker pull ${nowhere}`));
    const text = await failure("network", { command: ["ls"], networks: [nowhere] });
    assert.match(text, new RegExp(`network ${nowhere} not found\\. Make the network first`));
  });

  it("cannot be imported, and says why", async () => {
    await assert.rejects(provider.read(urn("import"), "x"), /Probe "x" cannot be imported: what a command printed/);
  });

  async function seen<T>(look: () => Promise<T[]>): Promise<T> {
    for (;;) {
      const [first] = await look();
      if (first) return first;
      await sleep(50);
    }
  }
});
