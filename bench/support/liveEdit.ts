import { freePort } from "../../test/support/freePort";
import { ABSENT_DOCKER, allPeers, DOCKWIRE } from "../peers";
import { dockerCommand } from "../peers/dockerCommand";
import type { Bench } from "./Bench";
import type { Plan } from "./Plan";
import { atMost, Findings, Samples } from "./Result";
import { seconds } from "./stopwatch";
import { witnessed } from "./Witnesses";

const ROUNDS = 3;

/** A redis as one peer has it, and the names that are its own. */
export interface Ground {
  readonly plan: Plan;
  readonly container: string;
  readonly port: number;
  /** A full name in this peer's part of the name space. */
  readonly name: (rest: string) => string;
}

/**
 * Lets every peer make the same edit near a running redis, one after the other, while two clients use it: one in a container over
 * the redis's first network, one through its published port.
 *
 * @param edit what the plan is in a round, from 1 on; round 0 is where it starts
 */
export async function liveEdit(
  bench: Bench,
  what: string,
  edit: (ground: Ground, round: number) => Plan,
): Promise<Findings> {
  const peers = await allPeers(bench);
  const grounds = new Map<string, Ground>();
  for (const [index, peer] of peers.entries()) {
    const ground = await groundOf(bench, index);
    grounds.set(peer.name, ground);
    peer.plan(edit(ground, 0));
    await peer.up();
  }
  const [times, failed, pauses, lost, replaced] = [1, 2, 3, 4, 5].map(() => new Samples()) as Five;
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const peer of peers) {
      const ground = grounds.get(peer.name) as Ground;
      bench.say(`round ${round} of ${ROUNDS}: ${peer.name}`);
      peer.plan(edit(ground, round));
      const server = { container: ground.container, network: ground.name("home"), port: ground.port };
      const seen = await witnessed(bench, server, async () => times.add(peer.name, await seconds(() => peer.up())));
      failed.add(peer.name, seen.network.failed + seen.port.failed);
      pauses.add(peer.name, Math.max(seen.network.longestPauseMs, seen.port.longestPauseMs));
      lost.add(peer.name, seen.lostKeys);
      replaced.add(peer.name, seen.sameContainer ? 0 : 1);
    }
  }
  const sum = (samples: Samples) => samples.of(DOCKWIRE).reduce((a, b) => a + b, 0);
  return {
    measures: [
      times.measure(what, "s"),
      failed.measure("commands of both clients that failed", "commands"),
      pauses.measure("longest time that a client went without an answer", "ms"),
      lost.measure("keys gone, of 1000", "keys"),
      replaced.measure("container replaced", "0 no, 1 yes"),
    ],
    goals: [
      atMost(0, "commands failed under dockwire", sum(failed)),
      atMost(0, "keys lost under dockwire", sum(lost)),
      atMost(0, "containers replaced by dockwire", sum(replaced)),
    ],
    remarks: dockerCommand() ? [] : [ABSENT_DOCKER],
  };
}

type Five = [Samples, Samples, Samples, Samples, Samples];

async function groundOf(bench: Bench, index: number): Promise<Ground> {
  const name = (rest: string) => bench.name(`${index}-${rest}`);
  const external = await freePort();
  const on = [{ network: "home" }, { network: "other" }];
  const redis = {
    name: name("redis"),
    kind: "redis",
    image: "redis",
    on,
    publish: { internal: 6379, external },
  } as const;
  const networks = { home: name("home"), other: name("other") };
  return { plan: { networks, containers: { redis } }, container: redis.name, port: external, name };
}
