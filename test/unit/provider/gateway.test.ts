import assert from "node:assert/strict";
import fc from "fast-check";
import type { Container, Endpoint, Network } from "../../../engine/model";
import { GatewayCandidate, gatewayTakeover, prefers } from "../../../provider/attachment/gateway";

const candidate = fc.record({
  networkName: fc.stringMatching(/^[a-z]{1,4}$/),
  internal: fc.boolean(),
  dualStack: fc.boolean(),
});

function network(name: string, internal = false): Network {
  return { id: `id-${name}`, name, internal, ipv6: false } as Network;
}

function container(networks: string[], publishedPorts = ["32768->6379/tcp"], running = true): Container {
  const endpoints = networks.map(
    (name) => ({ networkId: `id-${name}`, networkName: name, gateway: "10.0.0.1" }) as Endpoint,
  );
  return { name: "redis", running, publishedPorts, endpoints } as Container;
}

describe("Which network the Engine makes the gateway", () => {
  const cases: [string, GatewayCandidate, GatewayCandidate, boolean][] = [
    [
      "the lower name wins",
      { networkName: "a", internal: false, dualStack: false },
      { networkName: "b", internal: false, dualStack: false },
      true,
    ],
    [
      "an internal network never wins over another",
      { networkName: "a", internal: true, dualStack: false },
      { networkName: "b", internal: false, dualStack: false },
      false,
    ],
    [
      "two gateways beat a lower name",
      { networkName: "b", internal: false, dualStack: true },
      { networkName: "a", internal: false, dualStack: false },
      true,
    ],
  ];
  for (const [title, a, b, expected] of cases) it(title, () => assert.equal(prefers(a, b), expected));

  it("is a strict order: never both of two, and exactly one when the names differ", () => {
    fc.assert(
      fc.property(candidate, candidate, (a, b) => {
        assert.ok(!(prefers(a, b) && prefers(b, a)));
        if (a.networkName !== b.networkName) assert.ok(prefers(a, b) || prefers(b, a));
      }),
    );
  });
});

describe("A network that would take the gateway over", () => {
  it("is found when its name sorts first, and the reason names both networks and the ports", () => {
    const reason = gatewayTakeover(container(["middle"]), network("early"), [network("middle")]);
    assert.match(reason ?? "", /"early" the gateway of container "redis" in place of "middle"/);
    assert.match(reason ?? "", /32768->6379\/tcp/);
  });

  it("is no matter when its name sorts last, nothing is published, or the container does not run", () => {
    assert.equal(gatewayTakeover(container(["middle"]), network("zebra"), [network("middle")]), undefined);
    assert.equal(gatewayTakeover(container(["middle"], []), network("early"), [network("middle")]), undefined);
    assert.equal(
      gatewayTakeover(container(["middle"], undefined, false), network("early"), [network("middle")]),
      undefined,
    );
  });

  it("is no matter when it is internal, or when the container has no gateway yet", () => {
    assert.equal(gatewayTakeover(container(["middle"]), network("early", true), [network("middle")]), undefined);
    assert.equal(gatewayTakeover(container(["inner"]), network("zz"), [network("inner", true)]), undefined);
    assert.equal(gatewayTakeover(container([]), network("early"), []), undefined);
  });
});
