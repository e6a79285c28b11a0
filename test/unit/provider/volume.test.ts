import assert from "node:assert/strict";
import { ComponentContainers } from "../../../provider/container/ComponentContainers";
import { StackLabel } from "../../../provider/container/StackLabel";
import type { Properties } from "../../../provider/protocol/values";
import { checkVolume, withName } from "../../../provider/volume/volumeInputs";
import { VolumeNames } from "../../../provider/volume/VolumeNames";
import { inputsFromVolume, isRecorded, mismatch, recordedStack } from "../../../provider/volume/volumeState";

const live = {
  Name: "data",
  Driver: "local",
  Mountpoint: "/m",
  Labels: { "dockwire.stack": "shop/dev", team: "a" },
  Options: null,
};
const urn = (name: string) => `urn:pulumi:dev::shop::dockwire:index:Volume::${name}`;

describe("A Volume's inputs", () => {
  const same: [string, Properties][] = [
    ["nothing but the name", { name: "data" }],
    ["every default written out", { name: "data", driver: "local", driverOpts: {}, labels: {} }],
  ];
  for (const [title, inputs] of same) {
    it(`have one form: ${title}`, () => {
      assert.deepEqual(checkVolume(inputs, {}), { inputs: { name: "data" }, failures: [] });
    });
  }

  it("keep the labels that the volume was made with", () => {
    const labels = (inputs: Properties, old: Properties) => checkVolume(inputs, old).inputs.labels;
    assert.deepEqual(labels({ name: "data", labels: { a: "2" } }, { name: "data", labels: { a: "1" } }), { a: "1" });
    assert.equal(labels({ name: "data", labels: { a: "2" } }, { name: "data" }), undefined);
    assert.deepEqual(labels({ name: "other", labels: { a: "2" } }, { name: "data", labels: { a: "1" } }), { a: "2" });
  });

  it("take no other driver while the volume is there, and any driver for another volume", () => {
    const [failure] = checkVolume({ name: "data", driver: "nfs" }, { name: "data" }).failures;
    assert.equal(failure?.property, "driver");
    assert.match(failure.reason, /volume "data" is there with another "driver", and the Engine cannot change it/);
    const [option] = checkVolume({ name: "data", driverOpts: { o: "1" } }, { name: "data", driver: "local" }).failures;
    assert.equal(option?.property, "driverOpts");
    assert.deepEqual(checkVolume({ name: "other", driver: "nfs" }, { name: "data" }).failures, []);
  });

  it("need a name that the Engine takes", () => {
    assert.match(checkVolume({ name: "a/b" }, {}).failures[0]?.reason ?? "", /"a\/b" cannot be a volume's name/);
    assert.deepEqual(checkVolume({}, {}).failures, [{ property: "name", reason: `give "name", or "defaultName"` }]);
  });

  it("have the name that the volume got when it was made, unless one is given, or was", () => {
    const web = { name: "web-data", defaultName: "web-data" };
    const site = { name: "site-data", defaultName: "site-data" };
    const cases: [Properties, Properties, Properties][] = [
      [{ defaultName: "web-data" }, {}, web],
      [{ defaultName: "web-data" }, site, site],
      [{ defaultName: "web-data" }, { name: "own" }, web],
      [{ name: "own", defaultName: "web-data" }, site, { name: "own" }],
      [{ name: null, defaultName: "web-data" }, {}, web],
      [{}, site, {}],
    ];
    for (const [given, old, expected] of cases) assert.deepEqual(withName(given, old), expected);
  });
});

describe("A volume on the Engine", () => {
  it("gives inputs that leave out defaults and the label of the stack", () => {
    assert.deepEqual(inputsFromVolume({}, live), { name: "data", labels: { team: "a" } });
    assert.deepEqual(inputsFromVolume({ name: "data" }, live), { name: "data" });
  });

  it("is known again by its stack's label, also from a state of the Docker provider", () => {
    const listed = { labels: [{ label: "dockwire.stack", value: "shop/dev" }] };
    assert.equal(recordedStack(listed), "shop/dev");
    const same: Properties[] = [{}, { stack: "shop/dev" }, listed];
    for (const state of same) assert.equal(isRecorded(live, state), true);
    for (const state of [{ stack: "" }, { stack: "shop/prod" }]) assert.equal(isRecorded(live, state), false);
  });

  it("is another one when it was made for another state since", () => {
    const marked = { ...live, Labels: { ...live.Labels, "dockwire.state": "a1" } };
    const recorded = { stack: "shop/dev", stateId: "a1" };
    assert.equal(isRecorded(marked, recorded), true);
    assert.equal(isRecorded(marked, { stack: "shop/dev" }), true);
    for (const one of [marked, live]) assert.equal(isRecorded(one, { ...recorded, stateId: "b2" }), false);
    assert.deepEqual(inputsFromVolume({}, marked), { name: "data", labels: { team: "a" } });
  });

  it("does for inputs with its driver and options alone", () => {
    assert.equal(mismatch({ name: "data" }, live), undefined);
    assert.equal(mismatch({ name: "data", driver: "nfs" }, live), `its driver is "local"`);
    assert.equal(
      mismatch({ name: "data", driverOpts: { a: "1", b: "2" } }, { ...live, Options: { b: "2", a: "1" } }),
      undefined,
    );
    assert.equal(mismatch({ name: "data" }, { ...live, Options: { a: "1" } }), "its driver has other options");
  });
});

describe("The volumes that a program wants", () => {
  it("stay when their resource has another name, naming it", () => {
    const names = new VolumeNames();
    names.note(urn("v"), "new", false);
    assert.equal(names.successorOf(urn("v"), "old"), `its resource has "new" now; "docker volume rm old" removes it`);
  });

  it("stay when two resources exchange them, each named as the other's, and never to be removed", () => {
    const names = new VolumeNames();
    names.note(urn("a"), "two", false);
    names.note(urn("b"), "one", false);
    assert.equal(names.successorOf(urn("a"), "one"), `resource "b" has it`);
    assert.equal(names.successorOf(urn("b"), "two"), `resource "a" has it`);
  });

  it("stay when another resource has them, and while the same one has them still", () => {
    const names = new VolumeNames();
    names.note(urn("moved"), "data", false);
    assert.equal(names.successorOf(urn("v"), "data"), `resource "moved" has it`);
    names.note(urn("v"), "data", true);
    assert.match(names.successorOf(urn("v"), "data") ?? "", /has it$/);
  });

  it("go when nobody wants them", () => {
    assert.equal(new VolumeNames().successorOf(urn("v"), "data"), undefined);
  });

  it("are held from an earlier update on, also when a replacement is checked as if it were new", () => {
    const names = new VolumeNames();
    names.note(urn("v"), "data", true);
    names.note(urn("v"), "data", false);
    assert.equal(names.isHeld(urn("v"), "data"), true);
    names.note(urn("v"), "other", false);
    assert.equal(names.isHeld(urn("v"), "data"), false);
    assert.equal(names.isHeld(urn("v"), "other"), false);
  });
});

describe("A StackLabel", () => {
  const label = new StackLabel(() => assert.fail("no port is asked for"), new ComponentContainers());

  it("keeps its first value, whatever the stack is called now", async () => {
    const context = { urn: urn("l"), oldInputs: { value: "shop/dev" } };
    assert.deepEqual((await label.check({ value: "shop/prod" }, context)).inputs, { value: "shop/dev" });
    const made = await label.check({ value: "shop/prod", containers: { "": "web" } }, { urn: urn("l"), oldInputs: {} });
    assert.deepEqual(made, { inputs: { value: "shop/prod" }, failures: [] });
  });
});
