import assert from "node:assert/strict";
import { checkAttachment } from "../../../provider/attachment/attachmentInputs";
import { pidsLimit } from "../../../provider/container/pidsLimitShape";
import { checkProbe } from "../../../provider/container/probeInputs";
import { checkNetwork } from "../../../provider/network/checkNetwork";
import { checkInputs } from "../../../provider/protocol/checkInputs";
import type { Checked } from "../../../provider/protocol/Resource";
import { Properties, UNKNOWN } from "../../../provider/protocol/values";
import { checkVolume } from "../../../provider/volume/volumeInputs";

const network = (inputs: Properties) => checkNetwork({ name: "n", ...inputs });
const attachment = (inputs: Properties) => checkAttachment({ container: "c", network: "n", ...inputs });
const volume = (name: string) => checkVolume({ name }, {});
const probe = (hosts: Properties) => checkProbe({ image: "alpine", command: ["env"], hosts });
const limit = (value: number) => checkInputs(pidsLimit.inputs, { container: "c", limit: value });
const ipam = (config: Properties) => network({ ipamConfigs: [config] });

describe("A preview refuses what the Engine would refuse", () => {
  const cases: [string, Checked, string, RegExp][] = [
    ["an empty network's name", network({ name: "" }), "name", /"" cannot be a network's name/],
    ["an empty driver", network({ driver: "" }), "driver", /^"driver" is empty$/],
    ["the driver of the Engine's own network", network({ driver: "host" }), "driver", /use its own one, "host"/],
    ["the driver of no network", network({ driver: "null" }), "driver", /use its own one, "none"/],
    ["a subnet of two addresses", network({ subnet: "10.1.0.0/31" }), "subnet", /needs a \/30 or larger/],
    ["a subnet of one address", network({ subnet: "10.1.0.1/32" }), "subnet", /no address for a container/],
    ["an IPv6 subnet of one", network({ ipv6Subnet: "fd00::1/128" }), "ipv6Subnet", /needs a \/127 or larger/],
    ["a loopback subnet", network({ subnet: "127.1.0.0/16" }), "subnet", /127\.0\.0\.0\/8 are each machine's own/],
    ["a multicast subnet", network({ ipv6Subnet: "ff02::/64" }), "ipv6Subnet", /ff00::\/8 are for multicast/],
    ["all addresses as a subnet", network({ subnet: "0.0.0.0/0" }), "subnet", /is not for containers/],
    ["a pool of loopback", network({ subnetPool: { range: "127.0.0.0/8" } }), "subnetPool.range", /machine's own/],
    ["one in a list", ipam({ subnet: "10.1.0.0/31" }), "ipamConfigs[0].subnet", /needs a \/30/],
    [
      "the subnet's own address as gateway",
      network({ subnet: "10.1.0.0/24", gateway: "10.1.0.0" }),
      "gateway",
      /10\.1\.0\.0 is the first or the last address of 10\.1\.0\.0\/24/,
    ],
    [
      "the broadcast address in a list",
      ipam({ subnet: "10.1.0.0/24", gateway: "10.1.0.255" }),
      "ipamConfigs[0].gateway",
      /belong to the subnet itself/,
    ],
    [
      "what a subnet in a list does not have",
      ipam({ subnet: "10.1.0.0/24", pool: "a" }),
      "ipamConfigs[0]",
      /^"ipamConfigs\[0\]" has no property "pool"$/,
    ],
    ["an empty label of a DNS name", attachment({ aliases: ["a..b"] }), "aliases[0]", /1 to 63 characters between/],
    ["a label of 64 characters", attachment({ aliases: ["a".repeat(64)] }), "aliases[0]", /no client could ask for it/],
    ["a name of 254 characters", attachment({ aliases: ["ab.".repeat(84) + "ab"] }), "aliases[0]", /253 in all/],
    [
      "an address of other links",
      attachment({ linkLocalIps: ["10.9.9.9"] }),
      "linkLocalIps[0]",
      /"10\.9\.9\.9" is not a link-local address/,
    ],
    ["a name as a host's address", probe({ db: "redis" }), "hosts.db", /"redis" is neither an IP address nor/],
    ["a volume's name of 256 characters", volume("v".repeat(256)), "name", /255 characters at the most/],
    ["a limit above the kernel's", limit(4_194_305), "limit", /^"limit" has to be 4194304 or less$/],
    ["a limit of none", limit(0), "limit", /^"limit" has to be 1 or more$/],
  ];
  for (const [title, { failures }, property, reason] of cases) {
    it(`as ${title}`, () => {
      assert.deepEqual(
        failures.map((failure) => failure.property),
        [property],
      );
      assert.match(failures[0]?.reason ?? "", reason);
    });
  }
});

describe("A preview takes what the Engine takes", () => {
  const cases: [string, Checked][] = [
    ["the smallest subnets", network({ subnet: "10.1.0.0/30", ipv6Subnet: "fd00::2/127" })],
    [
      "a subnet of two where the bridge has no address",
      network({ subnet: "10.1.0.0/31", internal: true, options: { "com.docker.network.bridge.inhibit_ipv4": "true" } }),
    ],
    ["a subnet of two for another driver", network({ subnet: "10.1.0.0/31", driver: "ipvlan" })],
    ["a gateway in the middle", network({ subnet: "10.1.0.0/24", gateway: "10.1.0.128" })],
    ["a subnet beside options that are not known yet", network({ subnet: "10.1.0.0/31", options: UNKNOWN })],
    ["the longest label and the longest name", attachment({ aliases: ["a".repeat(63), "ab.".repeat(84) + "a"] })],
    ["link-local addresses", attachment({ linkLocalIps: ["169.254.9.9", "fe80::9"] })],
    ["addresses of hosts", probe({ a: "10.1.1.1", b: "fd00::1", c: "host-gateway" })],
    ["a volume's name of 255 characters", volume("v".repeat(255))],
    ["the kernel's own limit", limit(4_194_304)],
  ];
  for (const [title, { failures }] of cases) {
    it(`as ${title}`, () => assert.deepEqual(failures, []));
  }
});

describe("An attachment's container", () => {
  it("is meant without the slash that docker inspect shows before its name", () => {
    assert.equal(attachment({ container: "/web" }).inputs.container, "web");
    assert.equal(attachment({ container: UNKNOWN }).inputs.container, UNKNOWN);
  });
});
