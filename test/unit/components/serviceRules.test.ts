import assert from "node:assert/strict";
import type { ClientServiceArgs } from "../../../components";
import { endpointModeOf, serviceProblem, virtualAddressArgument } from "../../../components/swarm/serviceRules";

const ARGS: ClientServiceArgs = { network: "net", image: "web:1" };
const host = { internal: 80, external: 8080 };
const ingress = { ...host, mode: "ingress" } as const;

describe("The arguments of a ClientService", () => {
  const refused: [string, Partial<ClientServiceArgs>, RegExp][] = [
    [
      "a port by ingress with dnsrr",
      { ports: [ingress], endpointMode: "dnsrr" },
      /"ports\[0\]\.mode": "ingress" goes through the service's one address.*use mode "host".*IP_VS/,
    ],
    ["replicas that are no number", { replicas: 1.5 }, /"replicas": 1\.5 is not a number of containers/],
    ["a placement that no swarm knows", { placement: { constraints: ["disk=ssd"] } }, /"disk=ssd" is not a condition/],
    [
      "two containers of a machine on one of its ports",
      { ports: [host], placement: { maxPerMachine: 2 } },
      /"placement\.maxPerMachine" is 2, but "ports\[0\]" of mode "host"/,
    ],
    ["a secret outside of its folder", { secrets: { "../x": "y" } }, /"\.\.\/x" is not the name of a file/],
    ["a config without a path", { configs: { "app.conf": "x" } }, /"configs": "app\.conf" is not a path/],
    ["a parallelism below 0", { update: { parallelism: -1 } }, /"update\.parallelism": -1/],
    ["a time of nothing", { readyTimeoutSeconds: 0 }, /"readyTimeoutSeconds": 0 is not a time/],
  ];
  for (const [what, args, message] of refused) {
    it(`cannot be ${what}`, () => assert.match(serviceProblem("web", { ...ARGS, ...args }) ?? "", message));
  }

  it("may leave out all but network and image", () => {
    assert.equal(serviceProblem("web", ARGS), undefined);
  });

  it("have the endpoint mode that every kernel can do, unless a port needs the other one", () => {
    assert.equal(endpointModeOf(ARGS), "dnsrr");
    assert.equal(endpointModeOf({ ...ARGS, ports: [host] }), "dnsrr");
    assert.equal(endpointModeOf({ ...ARGS, ports: [ingress] }), "vip");
    assert.equal(serviceProblem("web", { ...ARGS, ports: [ingress] }), undefined);
    assert.equal(virtualAddressArgument(ARGS), undefined);
    assert.equal(virtualAddressArgument({ ...ARGS, endpointMode: "vip" }), '"endpointMode": "vip"');
    assert.equal(virtualAddressArgument({ ...ARGS, ports: [host, ingress] }), '"ports[1].mode": "ingress"');
  });
});
