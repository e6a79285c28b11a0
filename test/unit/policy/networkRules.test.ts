import assert from "node:assert/strict";
import { onDefaultBridge } from "../../../policy/rules/defaultBridge";
import { bridgesTrust } from "../../../policy/rules/trustZones";
import { isNamed } from "../../../policy/settings";
import { attachment, container, LATE, probe, resource, said, saidAlone } from "./programs";

const network = (name: string) => resource("dockwire:index:Network", name, { name });

describe("The policy no-default-bridge", () => {
  const ON = `container "c" is on the default bridge, where all containers reach each other; give it a network`;
  const without = { networksAdvanced: undefined };

  it("refuses a container with no network of its own, or on it by name", () => {
    for (const props of [
      without,
      { networksAdvanced: [] },
      { ...without, networkMode: "bridge" },
      { ...without, networkMode: "default" },
      { networksAdvanced: [{ name: "own" }, { name: "bridge" }] },
    ]) {
      assert.deepEqual(said(onDefaultBridge, [container("c", props)]), [ON]);
      assert.deepEqual(saidAlone(onDefaultBridge, container("c", props)), [ON]);
    }
  });
  it("lets a network of its own pass, also one that is not known yet, and no network", () => {
    for (const props of [
      { networkMode: "bridge", networksAdvanced: [{ name: LATE }] },
      { networksAdvanced: LATE },
      { ...without, networkMode: "none" },
      { ...without, networkMode: "own" },
      { ...without, networkMode: LATE },
    ]) {
      assert.deepEqual(said(onDefaultBridge, [container("c", props)]), []);
    }
  });
  it("refuses an attachment to it, of a container that the program makes or of another", () => {
    assert.deepEqual(said(onDefaultBridge, [container("c"), attachment("c", "bridge")]), [ON]);
    assert.deepEqual(said(onDefaultBridge, [attachment("c", "bridge")]), [ON]);
    assert.deepEqual(saidAlone(onDefaultBridge, attachment("c", "bridge")), [ON]);
  });
  it("refuses a Probe on it", () => {
    assert.match(
      said(onDefaultBridge, [probe("p", { networks: ["bridge"] })]).join(),
      /^probe "p" is on the default bridge/,
    );
    assert.deepEqual(said(onDefaultBridge, [probe("p", {})]), []);
  });
  it("sees whose networks a container shares", () => {
    const shares = container("c", { ...without, networkMode: "container:host" });
    assert.deepEqual(said(onDefaultBridge, [shares, container("host")]), []);
    assert.deepEqual(said(onDefaultBridge, [shares, container("host", without)]), [ON, ON.replace('"c"', '"host"')]);
    const foreign =
      `container "c" has the networks of "host", which this program does not make, so nobody can say whether the default ` +
      `bridge is among them; give it a network of its own`;
    assert.deepEqual(said(onDefaultBridge, [shares]), [foreign]);
    assert.deepEqual(saidAlone(onDefaultBridge, shares), []);
  });
  it("sees through containers that share with each other in a ring", () => {
    const ring = ["a", "b"].map((name, i) => container(name, { ...without, networkMode: `container:${"ba"[i]}` }));
    assert.equal(said(onDefaultBridge, ring).length, 2);
  });
});

describe("The policy trust-zones", () => {
  const settings = { trustedNetworks: ["back*"], untrustedNetworks: ["web"] };
  const both = (subject: string) =>
    `${subject} is on "backend", which is trusted, and on "web", which is not; take it off one, or name it in ` +
    `"bridgingContainers"`;

  it("refuses a container on both kinds of network", () => {
    const networksAdvanced = [{ name: "backend" }, { name: "web" }];
    assert.deepEqual(said(bridgesTrust, [container("c", { networksAdvanced })], settings), [both('container "c"')]);
    assert.deepEqual(saidAlone(bridgesTrust, container("c", { networksAdvanced }), settings), [both('container "c"')]);
  });
  it("counts attachments, by the container's name and by the container", () => {
    const made = container("c", { networksAdvanced: [{ name: "backend" }] });
    assert.deepEqual(said(bridgesTrust, [made, attachment("c", "web")], settings), [both('container "c"')]);
    assert.deepEqual(said(bridgesTrust, [made, attachment("/c", "web")], settings), [both('container "c"')]);
    const byId = attachment(LATE, LATE, { container: [made], network: [network("web")] });
    assert.deepEqual(said(bridgesTrust, [made, byId], settings), [both('container "c"')]);
  });
  it("counts attachments of a container that another program made", () => {
    const two = [attachment("theirs", "backend"), attachment("theirs", "web")];
    assert.deepEqual(said(bridgesTrust, two, settings), [both('container "theirs"')]);
  });
  it("counts the networks that a ContainerNetworks holds", () => {
    const held = resource("dockwire:index:ContainerNetworks", "h", { container: "c", networks: [{ name: "web" }] });
    const made = container("c", { networksAdvanced: [{ name: "backend" }] });
    assert.deepEqual(said(bridgesTrust, [made, held], settings), [both('container "c"')]);
  });
  it("counts a network that is given as networkMode, by name or by resource", () => {
    for (const [networkMode, from] of [
      ["backend", {}],
      [LATE, { networkMode: [network("backend")] }],
    ] as const) {
      const made = container("c", { networksAdvanced: [], networkMode }, from);
      assert.deepEqual(said(bridgesTrust, [made, attachment("c", "web")], settings), [both('container "c"')]);
    }
  });
  it("counts the networks of a container whose networks are shared", () => {
    const shares = container("c", { networksAdvanced: [], networkMode: "container:host" });
    const host = container("host", { networksAdvanced: [{ name: "backend" }, { name: "web" }] });
    assert.deepEqual(said(bridgesTrust, [shares, host], settings), [both('container "c"'), both('container "host"')]);
  });
  it("refuses the network of the Engine's machine, from where every network is reached", () => {
    const made = container("c", { networksAdvanced: [], networkMode: "host" });
    assert.deepEqual(said(bridgesTrust, [made], settings), [
      `container "c" is on the network of the Engine's machine, from where it reaches every trusted network; give it a network ` +
        `of its own, or name it in "bridgingContainers"`,
    ]);
    assert.deepEqual(said(bridgesTrust, [made]), []);
  });
  it("refuses a Probe on both kinds", () => {
    assert.deepEqual(said(bridgesTrust, [probe("p", { networks: ["backend", "web"] })], settings), [both('probe "p"')]);
  });
  it("lets a container pass when it is named, or on one kind alone", () => {
    const networksAdvanced = [{ name: "backend" }, { name: "web" }];
    const named = { ...settings, bridgingContainers: ["proxy-*"] };
    assert.deepEqual(said(bridgesTrust, [container("proxy-1", { networksAdvanced })], named), []);
    assert.deepEqual(said(bridgesTrust, [container("c", { networksAdvanced })]), []);
    assert.deepEqual(said(bridgesTrust, [container("c"), attachment("c", "web")], settings), []);
  });
  it("takes a name's signs as they are, but for the star", () => {
    assert.equal(isNamed("a.b", ["a.b"]), true);
    assert.equal(isNamed("aXb", ["a.b"]), false);
    assert.equal(isNamed("front-network2", ["front-*"]), true);
  });
});
