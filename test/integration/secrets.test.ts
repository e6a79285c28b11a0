import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import type { Properties } from "../../provider/protocol/values";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";

const CERTIFICATE = urnOf("dockwire:index:Certificate");
const PASSWORD = urnOf("dockwire:index:Password");

describe("What is made once and kept in the state", function () {
  this.timeout(60_000);
  let provider: ProviderProcess;
  before(async () => {
    provider = await ProviderProcess.configured();
  });
  after(() => provider?.stop());

  async function make(urn: string, given: Properties) {
    const { inputs, failures } = await provider.check(urn, given);
    assert.deepEqual(failures, []);
    return { inputs, ...(await provider.create(urn, inputs)) };
  }

  async function changes(urn: string, made: { id: string; state: Properties }, oldInputs: Properties, now: Properties) {
    const { inputs } = await provider.check(urn, now);
    return (await provider.diff(urn, made.id, made.state, inputs, { oldInputs })).detailed;
  }

  it("is another certificate when its names come in another order: the first one is its subject", async () => {
    const names = ["redis", "db"];
    const made = await make(CERTIFICATE, { names });
    assert.equal(new X509Certificate(String(made.state.certPem)).subject, "CN=redis");
    const detailed = await changes(CERTIFICATE, made, made.inputs, { names: [...names].reverse() });
    assert.deepEqual(detailed, { "names[0]": "update_replace", "names[1]": "update_replace" });
  });

  it("is the same certificate with defaults written out, now or before", async () => {
    const made = await make(CERTIFICATE, { names: ["redis"] });
    const written = { names: ["redis"], validityDays: 825, renewBeforeDays: 30 };
    assert.deepEqual(await changes(CERTIFICATE, made, made.inputs, written), {});
    assert.deepEqual(await changes(CERTIFICATE, made, written, { names: ["redis"] }), {});
  });

  for (const validityDays of [36_501, 1e8, 0, 1.5]) {
    it(`refuses a certificate for ${validityDays} days, on the property's name`, async () => {
      const { failures } = await provider.check(CERTIFICATE, { names: ["redis"], validityDays, renewBeforeDays: 0.5 });
      assert.ok(failures.some(({ property }) => property === "validityDays"));
    });
  }

  it("may be a certificate for a hundred years", async () => {
    const { state } = await make(CERTIFICATE, { names: ["redis"], validityDays: 36_500 });
    const years = (Date.parse(new X509Certificate(String(state.certPem)).validTo) - Date.now()) / 31_557_600_000;
    assert.ok(years > 99.8 && years < 100.1, `${years} years`);
  });

  it("is the same password with defaults written out, now or before, and another one at another length", async () => {
    const made = await make(PASSWORD, {});
    assert.match(String(made.state.value), /^[A-Za-z0-9]{32}$/);
    assert.deepEqual([...made.secrets], ["value"]);
    const written = { length: 32, triggers: [] };
    assert.deepEqual(await changes(PASSWORD, made, made.inputs, written), {});
    assert.deepEqual(await changes(PASSWORD, made, written, {}), {});
    assert.deepEqual(await changes(PASSWORD, made, {}, { length: 33 }), { length: "add_replace" });
  });

  it("is replaced without taking the old one away first", async () => {
    for (const [urn, given, now] of [
      [PASSWORD, {}, { length: 40 }],
      [CERTIFICATE, { names: ["a"] }, { names: ["b"] }],
    ] as const) {
      const made = await make(urn, given as Properties);
      const diff = await provider.diff(urn, made.id, made.state, now as Properties, { oldInputs: made.inputs });
      assert.equal(diff.deleteBeforeReplace, false);
      assert.equal(diff.replaces.length, 1);
    }
  });

  it("cannot be imported, and says why and what to do instead", async () => {
    await assert.rejects(provider.read(PASSWORD, "x"), /Password "x" cannot be imported.*secret of the configuration/);
    await assert.rejects(provider.read(CERTIFICATE, "x"), /Certificate "x" cannot be imported.*Hand your own on/);
  });
});
