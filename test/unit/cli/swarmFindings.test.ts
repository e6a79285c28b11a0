import assert from "node:assert/strict";
import {
  leaderlessFinding,
  machineFindings,
  memberFindings,
  overlayFindings,
  unheardFindings,
} from "../../../cli/swarmFindings";
import type { Network } from "../../../engine/model";
import type { SwarmNode } from "../../../engine/swarm";
import { machineFrom, type NodeInfo } from "../../../engine/swarmMachines";

const node = (more: Partial<SwarmNode> = {}): SwarmNode => ({
  isMember: true,
  isManager: true,
  managers: ["192.0.2.1:2377"],
  address: "192.0.2.1",
  state: "active",
  problem: "",
  ...more,
});
const machine = (number: number, more: NodeInfo = {}) =>
  machineFrom({
    ID: `id${number}`,
    Description: { Hostname: `m${number}`, Engine: { EngineVersion: "28.1.0" } },
    Status: { State: "ready", Addr: `192.0.2.${number}` },
    ...more,
  });
const manager = (number: number, Reachability = "reachable", State = "ready") =>
  machine(number, {
    Status: { State, Addr: "0.0.0.0" },
    ManagerStatus: { Addr: `192.0.2.${number}:2377`, Reachability },
  });
const overlay = { name: "shop", driver: "overlay", attachable: true } as Network;
const said = (findings: readonly { severity: string; what: string }[]) =>
  findings.map(({ severity, what }) => `${severity} ${what}`);

describe("What is wrong with a swarm", () => {
  it("is nothing for an Engine that is in none", () => {
    assert.deepEqual(memberFindings(node({ isMember: false, isManager: false, state: "inactive", managers: [] })), []);
  });

  it("names this machine's part in it", () => {
    assert.deepEqual(said(memberFindings(node())), ["ok this machine is a manager of a swarm, at 192.0.2.1"]);
    assert.deepEqual(said(memberFindings(node({ isManager: false, address: "192.0.2.2" }))), [
      "ok this machine is a worker of a swarm, at 192.0.2.2; which machines are up is known to its managers (192.0.2.1:2377)",
    ]);
  });

  it("is a part that the machine cannot take, with the way back", () => {
    const [locked] = memberFindings(node({ isMember: false, state: "locked" }));
    assert.deepEqual(
      [locked?.severity, locked?.cure],
      ["problem", 'Give it the key of the swarm: "docker swarm unlock".'],
    );
    const [lost] = memberFindings(node({ isMember: false, state: "error", problem: "manager has removed this node." }));
    assert.equal(lost?.what, `this machine's part in its swarm is "error": manager has removed this node`);
    assert.match(lost?.cure ?? "", /\(192\.0\.2\.1:2377\) at 2377\/tcp.*"docker swarm leave --force" and join again/);
  });

  it("is nothing while three managers of one version are there", () => {
    assert.deepEqual(machineFindings([manager(1), manager(2), manager(3), machine(4)]), []);
  });

  it("is an even number of managers, since one more can be lost and none more survived, also seen by a worker", () => {
    const what = (count: number, lost: number) =>
      `hint the swarm has ${count} managers: it survives the loss of ${lost}, as it would with ${count - 1}, and one more can be lost`;
    assert.deepEqual(said(machineFindings([manager(1), manager(2), machine(3)])), [what(2, 0)]);
    const [, finding] = memberFindings(node({ isManager: false, managers: ["a", "b", "c", "d"] }));
    assert.deepEqual(said(finding ? [finding] : []), [what(4, 1)]);
    assert.match(finding?.cure ?? "", /docker node promote NAME/);
  });

  it("is a machine that is down, with what to open and how to take it out", () => {
    const [finding, ...others] = machineFindings([
      manager(1),
      machine(2, { Status: { State: "down", Addr: "192.0.2.2" } }),
    ]);
    assert.equal(finding?.what, "machine m2 (192.0.2.2) is in the swarm, which does not hear from it");
    assert.match(finding.cure, /2377\/tcp, 7946\/tcp, 7946\/udp and 4789\/udp.*"docker node rm --force m2"/);
    assert.deepEqual(others, []);
  });

  it("is that no manager more can be lost", () => {
    const found = said(machineFindings([manager(1), manager(2), manager(3, "unreachable", "down")]));
    assert.equal(
      found[1],
      "problem 2 of 3 managers are reachable: when one more goes, the swarm can be changed no more",
      found.join("\n"),
    );
  });

  it("is that most managers are gone, with the last resort", () => {
    const { what, cure } = leaderlessFinding("rpc error: The swarm does not have a leader.");
    assert.equal(what, "the swarm cannot be changed: rpc error: The swarm does not have a leader");
    assert.match(cure, /docker swarm init --force-new-cluster/);
  });

  it("is Engines of different releases", () => {
    const old = { Description: { Hostname: "m2", Engine: { EngineVersion: "20.10.24" } } };
    assert.deepEqual(said(machineFindings([manager(1), machine(2, old)])), [
      "hint the machines have Engines of different versions: m1 28.1.0, m2 20.10.24",
    ]);
  });

  it("is an overlay that containers cannot be attached to", () => {
    const nothing = { machines: [], endpoints: [] };
    assert.deepEqual(overlayFindings(overlay, nothing), []);
    assert.deepEqual(said(overlayFindings({ ...overlay, attachable: false }, nothing)), [
      'hint overlay network "shop" is not attachable: services can be on it, containers cannot',
    ]);
  });

  it("is one name that leads to two machines", () => {
    const at = (place: string) => ({ name: "db", ipv4Address: "10.0.1.2", machine: place, service: "" });
    assert.deepEqual(said(overlayFindings(overlay, { machines: [], endpoints: [at("192.0.2.2"), at("192.0.2.1")] })), [
      'hint overlay network "shop": "db" leads to containers on 192.0.2.1 and 192.0.2.2',
    ]);
  });

  it("is a machine with containers on an overlay that this one does not hear of, while something here is on it", () => {
    const seen = (...machines: string[]) => said(unheardFindings(overlay, { machines, endpoints: [] }, [machine(2)]));
    assert.deepEqual(seen("192.0.2.1", "192.0.2.2"), []);
    assert.deepEqual(seen(), []);
    assert.deepEqual(seen("192.0.2.1"), [
      'problem overlay network "shop": machine m2 (192.0.2.2) has containers on it, and this machine does not hear of them',
    ]);
  });
});
