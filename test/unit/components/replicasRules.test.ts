import assert from "node:assert/strict";
import type { RedisReplicasArgs } from "../../../components";
import { wideProblem } from "../../../components/replicas/onceWide";
import { replicasCounts, replicasProblem } from "../../../components/replicas/replicasRules";

const ARGS: RedisReplicasArgs = { network: "net" };
const machines = { a: "ssh://a.example", b: "ssh://b.example", c: "ssh://c.example" };

describe("The arguments of a RedisReplicas", () => {
  const refused: [string, Partial<RedisReplicasArgs>, RegExp][] = [
    ["no network", { network: undefined }, /^"network" is required/],
    ["a wrong name", { containerName: "-x" }, /^"containerName": "-x" cannot be a container's name/],
    ["a name with a dot", { containerName: "my.db" }, /^"containerName": "my\.db" has a dot, so it would be looked up/],
    ["no replica", { replicas: 0 }, /^"replicas": 0 is not a number of replicas: give 1 or more.*use RedisServer$/],
    ["half a replica", { replicas: 1.5 }, /^"replicas": 1\.5 is not a number/],
    [
      "two Sentinels",
      { sentinels: 2 },
      /^"sentinels": 2 cannot choose a primary when one of them is gone.*give 3 or more/,
    ],
    ["a quorum of none", { quorum: 0 }, /^"quorum": 0 is not a number of Sentinels/],
    [
      "more votes than Sentinels",
      { quorum: 4 },
      /^"quorum": 4 Sentinels can never agree, as there are 3; give 3 or less$/,
    ],
    [
      "more votes than machines",
      { quorum: 4, machines },
      /^"quorum": 4 Sentinels can never agree, as there are 3; give 3 or less$/,
    ],
    [
      "two machines",
      { machines: { a: machines.a, b: machines.b } },
      /^"machines" has 2: when one of two is gone.*give 3 or more.*or leave it out for one machine$/,
    ],
    [
      "two servers on one machine",
      { machines, replicas: 3 },
      /^"replicas": 3 and the primary need 4 machines, as each is on one of its own, and "machines" has 3; give 2 or less$/,
    ],
    [
      "two Sentinels on one machine",
      { machines, sentinels: 5 },
      /^"sentinels": 5 need as many machines, and "machines" has 3/,
    ],
    [
      "one Engine under two keys",
      { machines: { ...machines, c: machines.a } },
      /^"machines\.a" and "machines\.c" are one Engine, whose end would be that of both; name another machine$/,
    ],
    [
      "a machine without an address",
      { machines: { ...machines, c: "" } },
      /^"machines\.c" is empty: give the Engine's address/,
    ],
    ["a machine without providers", { machines: { ...machines, c: [] } }, /^"machines\.c" is empty/],
    ["a key with a space", { machines: { ...machines, "d e": "ssh://d" } }, /^"machines": "d e" cannot be a part of/],
    ["a key with a dot", { machines: { ...machines, "d.e": "ssh://d" } }, /^"machines": "d\.e" cannot be a part of/],
    ["no time", { downAfterSeconds: 0 }, /^"downAfterSeconds": 0 is not a time/],
    ["no time for the change", { failoverTimeoutSeconds: -1 }, /^"failoverTimeoutSeconds": -1 is not a time/],
    [
      "a primary of its own choice",
      { config: { replicaof: "x 6379" } },
      /^"config": "replicaof" is set by this component: the Sentinels/,
    ],
    [
      "a replica that never takes over",
      { config: { "replica-priority": 0 } },
      /^"config": "replica-priority" is set by this/,
    ],
    [
      "a primary that forgets",
      { config: { appendonly: false } },
      /^"config": "appendonly" has to stay on: a primary that starts again/,
    ],
    ["an unknown setting", { config: { maxmemroy: 1 } }, /^"config": "maxmemroy" is not a setting of redis/],
  ];
  for (const [what, args, message] of refused) {
    it(`cannot be ${what}`, () => assert.match(replicasProblem("redis", { ...ARGS, ...args }) ?? "", message));
  }

  it("may leave out all but the network", () => {
    assert.equal(replicasProblem("redis", ARGS), undefined);
    assert.equal(replicasProblem("redis", { ...ARGS, machines }), undefined);
    assert.equal(replicasProblem("redis", { ...ARGS, machines, replicas: 1, config: { appendonly: true } }), undefined);
  });

  it("mean two replicas, three Sentinels or one on each machine, and more than half of these", () => {
    assert.deepEqual(replicasCounts(ARGS), { servers: 3, sentinels: 3, quorum: 2 });
    const five = { ...machines, d: "ssh://d.example", e: "ssh://e.example" };
    assert.deepEqual(replicasCounts({ ...ARGS, machines: five }), { servers: 3, sentinels: 5, quorum: 3 });
    assert.deepEqual(replicasCounts({ ...ARGS, sentinels: 4, replicas: 1 }), { servers: 2, sentinels: 4, quorum: 3 });
  });
});

describe("The network of a RedisReplicas on several machines", () => {
  it("is an attachable overlay network, or is refused with the cure", () => {
    assert.equal(wideProblem({ name: "net", driver: "overlay", attachable: true }), undefined);
    assert.match(
      wideProblem({ name: "net", driver: "bridge", attachable: true }) ?? "",
      /network "net" is of the driver "bridge", which one machine has for itself;.*driver: "overlay" and attachable: true/,
    );
    assert.match(
      wideProblem({ name: "net", driver: "overlay", attachable: false }) ?? "",
      /overlay network "net" is not attachable.*create it with attachable: true/,
    );
  });
});
