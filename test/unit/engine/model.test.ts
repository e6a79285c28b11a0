import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ContainerInspectInfo, NetworkInspectInfo } from "dockerode";
import { containerFrom, endpointOn, networkFrom } from "../../../engine/model";

/** Answers of real Engines: Debian's 20.10 and a current 29. */
const VERSIONS = ["api-1.41", "api-1.56"];

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, "../../fixtures/engine", `${name}.json`), "utf8"));
}

for (const version of VERSIONS) {
  describe(`Engine answers of ${version}`, () => {
    const container = containerFrom(fixture(`${version}-redis`) as ContainerInspectInfo);
    const network = networkFrom(fixture(`${version}-network`) as NetworkInspectInfo);

    it("hold the aliases that were asked for, sorted, and not the short id", () => {
      assert.deepEqual(endpointOn(container, network)?.aliases, ["cache", "db"]);
    });

    it("hold every name that resolves: the container's, its short id and the aliases", () => {
      const names = ["fixture-redis", container.id.slice(0, 12), "cache", "db"].sort();
      assert.deepEqual(endpointOn(container, network)?.dnsNames, names);
    });

    it("tell an address that was asked for from one that the Engine gave", () => {
      const home = container.endpoints.find((endpoint) => endpoint.networkName === "fixture-home");
      assert.equal(endpointOn(container, network)?.fixedIpv4Address, "10.199.7.20");
      assert.equal(endpointOn(container, network)?.ipv4Address, "10.199.7.20/24");
      assert.equal(home?.fixedIpv4Address, undefined);
      assert.match(home?.ipv4Address ?? "", /^10\.\d+\.\d+\.2\/24$/);
    });

    it("give the container's name without its slash, its state, labels and published ports", () => {
      assert.equal(container.name, "fixture-redis");
      assert.equal(container.running, true);
      assert.deepEqual(container.labels, { example: "yes" });
      assert.equal(container.publishedPorts.length, 1);
      assert.match(container.publishedPorts[0] ?? "", /^\d+->6379\/tcp$/);
      assert.equal(container.health?.status, "starting");
      assert.equal(container.swarmTask, false);
    });

    it("name the network's subnet and members", () => {
      assert.deepEqual(network.ipam, [
        { subnet: "10.199.7.0/24", gateway: "10.199.7.1", ipRange: undefined, auxAddresses: {} },
      ]);
      assert.deepEqual(
        network.members.map((member) => [member.name, member.ipv4Address]),
        [["fixture-redis", "10.199.7.20/24"]],
      );
    });

    it("let a container that never ran be found on its network by name, since no id is told", () => {
      const stopped = containerFrom(fixture(`${version}-stopped`) as ContainerInspectInfo);
      const endpoint = endpointOn(stopped, network);
      assert.deepEqual(endpoint?.aliases, ["later"]);
      assert.equal(endpoint.endpointId, "");
      assert.equal(endpoint.ipv4Address, "");
      assert.equal(stopped.running, false);
    });
  });
}

describe("A connect that failed", () => {
  const left = { NetworkID: "", EndpointID: "", Aliases: ["db"], IPAMConfig: { IPv4Address: "10.0.0.1" } };
  const info = (status: string) => {
    const given = fixture("api-1.41-redis") as ContainerInspectInfo;
    const Networks = { ...given.NetworkSettings.Networks, gone: left as never };
    const State = { ...given.State, Status: status };
    return containerFrom({ ...given, State, NetworkSettings: { ...given.NetworkSettings, Networks } });
  };

  it("is no endpoint of a container that runs, whatever Engine 20.10 tells of it", () => {
    const running = info("running");
    assert.equal(endpointOn(running, { id: "1".repeat(64), name: "gone" }), undefined);
    assert.deepEqual(running.failedConnects, ["gone"]);
    assert.ok(running.endpoints.length > 0);
  });

  it("is not told from a network that a container joins at its start", () => {
    const stopped = info("exited");
    assert.deepEqual(stopped.failedConnects, []);
    assert.deepEqual(endpointOn(stopped, { id: "1".repeat(64), name: "gone" })?.aliases, ["db"]);
  });
});

describe("The gateway priority", () => {
  it("is told by API 1.56 and absent at 1.41", () => {
    const priority = (version: string) =>
      containerFrom(fixture(`${version}-redis`) as ContainerInspectInfo).endpoints[0]?.gatewayPriority;
    assert.equal(priority("api-1.41"), undefined);
    assert.equal(priority("api-1.56"), 0);
  });
});
