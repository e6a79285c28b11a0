import assert from "node:assert/strict";
import { machineFrom } from "../../../engine/swarmMachines";
import { machinesWarning } from "../../../provider/functions/checkService";

const machine = (Hostname: string, EngineVersion: string, State = "ready") =>
  machineFrom({ Description: { Hostname, Engine: { EngineVersion } }, Status: { State } });

describe("The warning of a swarm's machines", () => {
  it("is none when all are there with Engines of one release", () => {
    assert.equal(machinesWarning([machine("a", "28.1.0"), machine("b", "28.3.2")]), "");
  });

  it("names those that are not heard of, and the ports to look at", () => {
    assert.match(
      machinesWarning([machine("c", "28.1.0", "down"), machine("a", "28.1.0"), machine("b", "27.0.0", "unknown")]),
      /^the swarm does not hear from b, c: .*2377\/tcp, 7946\/tcp, 7946\/udp and 4789\/udp\.$/,
    );
  });

  it("names the versions when they differ, and what follows", () => {
    assert.match(
      machinesWarning([machine("b", "20.10.24"), machine("a", "28.1.0")]),
      /^the Engines are of different versions \(a 28\.1\.0, b 20\.10\.24\); what the oldest does not know does not work there\.$/,
    );
    assert.match(
      machinesWarning([machine("b", "20.10.24"), machine("a", "28.1.0"), machine("c", "28.1.0", "down")]),
      / Besides, the Engines are of different versions/,
    );
  });
});
