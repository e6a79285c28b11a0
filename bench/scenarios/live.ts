import { freePort } from "../../test/support/freePort";
import { ProviderProcess, urnOf } from "../../test/support/ProviderProcess";
import { COMPOSE, DOCKWIRE, UPSTREAM } from "../peers";
import { Compose } from "../peers/Compose";
import type { Peer } from "../peers/Peer";
import { Pulumi } from "../peers/Pulumi";
import type { Bench } from "../support/Bench";
import type { PlannedContainer, Plan } from "../support/Plan";
import { atMost, Samples } from "../support/Result";
import type { Scenario } from "../support/Scenario";
import { seconds } from "../support/stopwatch";
import { witnessed } from "../support/Witnesses";

const OPERATIONS = 100;
const NETWORKS = 10;
/** Peers need seconds for each, and the picture is clear after a few. */
const PEER_OPERATIONS = 6;
const URN = urnOf("dockwire:index:NetworkAttachment");

/** A hundred times something is attached, re-aliased or detached beside two clients that go on all the while. */
export const live: Scenario = {
  name: "live",
  title: `${OPERATIONS} attachments made, re-aliased and taken away beside two clients in a loop`,
  async run(bench) {
    const rows = { failed: new Samples(), pause: new Samples(), replaced: new Samples(), each: new Samples() };
    const note = async (label: string, work: Promise<Outcome>) => {
      bench.say(label);
      const { seen, operations, took } = await work;
      rows.failed.add(label, (100 * (seen.network.failed + seen.port.failed)) / operations);
      rows.pause.add(label, Math.max(seen.network.longestPauseMs, seen.port.longestPauseMs));
      rows.replaced.add(label, seen.sameContainer ? 0 : 1);
      rows.each.add(label, (1000 * took) / operations);
      return seen;
    };
    const ours = await note(DOCKWIRE, withProvider(bench));
    await note(COMPOSE, withPeer(bench, "c", new Compose(COMPOSE, bench.name("compose"))));
    await note(UPSTREAM, withPeer(bench, "u", new Pulumi(UPSTREAM, "upstream")));
    const answered = ours.network.commands + ours.port.commands;
    return {
      measures: [
        rows.failed.measure("failed commands of both clients for every 100 operations", "commands"),
        rows.pause.measure("longest time that a client went without an answer", "ms"),
        rows.replaced.measure("container replaced", "0 no, 1 yes"),
        rows.each.measure("one operation (dockwire: inside the provider; peers: a whole command)", "ms"),
      ],
      goals: [
        atMost(0, `commands failed, of ${answered} sent during ${OPERATIONS} operations`, sum(rows.failed)),
        atMost(0, "containers replaced or started again by dockwire", sum(rows.replaced)),
      ],
      remarks: [`${COMPOSE} and ${UPSTREAM} made ${PEER_OPERATIONS} operations each; failures are scaled to 100`],
    };
  },
};

interface Outcome {
  seen: Awaited<ReturnType<typeof witnessed>>;
  operations: number;
  took: number;
}

async function withProvider(bench: Bench): Promise<Outcome> {
  const external = await freePort();
  const network = await bench.makeNetwork("a-home");
  const others: string[] = [];
  for (let i = 0; i < NETWORKS; i += 1) others.push(await bench.makeNetwork(`b-other${i}`));
  const container = bench.name("redis");
  const made = await bench.docker.createContainer({
    name: container,
    Image: "redis",
    ExposedPorts: { "6379/tcp": {} },
    HostConfig: {
      NetworkMode: network,
      PortBindings: { "6379/tcp": [{ HostIp: "127.0.0.1", HostPort: String(external) }] },
    },
  });
  await made.start();
  const provider = await ProviderProcess.start();
  bench.atEnd(() => provider.stop());
  await provider.configure({});
  let took = 0;
  const seen = await witnessed(bench, { container, network, port: external }, async () => {
    took = await seconds(() => operate(provider, container, others));
  });
  return { seen, operations: OPERATIONS, took };
}

/** Attach, give other aliases twice, detach, on one network after the other. */
async function operate(provider: ProviderProcess, container: string, networks: string[]): Promise<void> {
  for (let done = 0; done < OPERATIONS; done += 4) {
    const network = networks[(done / 4) % networks.length] ?? "";
    const inputs = (alias: string) => ({ container, network, aliases: [alias] });
    const { id, state } = await provider.create(URN, inputs("db"));
    const second = await provider.update(URN, id, state, inputs("store"), { oldInputs: inputs("db") });
    const third = await provider.update(URN, id, second.state, inputs("cache"), { oldInputs: inputs("store") });
    await provider.delete(URN, id, third.state);
  }
}

async function withPeer(bench: Bench, part: string, peer: Peer): Promise<Outcome> {
  await peer.prepare();
  bench.atEnd(() => peer.dispose());
  const external = await freePort();
  const name = (rest: string) => bench.name(`${part}-${rest}`);
  const publish = { internal: 6379, external };
  const plan = (on: PlannedContainer[]): Plan => ({
    networks: { home: name("home"), other: name("other") },
    containers: {
      redis: { name: name("redis"), kind: "redis", image: "redis", on: [{ network: "home" }, ...on], publish },
    },
  });
  const steps: PlannedContainer[][] = [
    [{ network: "other", aliases: ["db"] }],
    [{ network: "other", aliases: ["store"] }],
    [],
  ];
  peer.plan(plan([]));
  await peer.up();
  let took = 0;
  const server = { container: name("redis"), network: name("home"), port: external };
  const seen = await witnessed(bench, server, async () => {
    for (let done = 0; done < PEER_OPERATIONS; done += 1) {
      peer.plan(plan(steps[done % steps.length] ?? []));
      took += await seconds(() => peer.up());
    }
  });
  return { seen, operations: PEER_OPERATIONS, took };
}

function sum(samples: Samples): number {
  return samples.of(DOCKWIRE).reduce((a, b) => a + b, 0);
}
