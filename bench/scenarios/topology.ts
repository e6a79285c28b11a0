import { COMPOSE, DOCKWIRE, planPeers } from "../peers";
import { Stack } from "../peers/Stack";
import { atMost, Samples } from "../support/Result";
import { ratio } from "../support/statistics";
import type { Scenario } from "../support/Scenario";
import { seconds } from "../support/stopwatch";
import { tutorialPlan } from "../support/tutorialPlan";

const ROUNDS = 7;

/** The tutorials' topology out of nothing, after its containers were removed by hand, and away. */
export const topology: Scenario = {
  name: "topology",
  title: "The tutorials' topology: 4 networks, 2 redis servers, a web app, 2 attachments",
  async run(bench) {
    const peers = [new Stack(DOCKWIRE, bench.name("stack")), ...planPeers(bench)];
    const prefixes = new Map<string, string>();
    for (const [index, peer] of peers.entries()) {
      bench.say(`preparing ${peer.name}`);
      await peer.prepare();
      bench.atEnd(() => peer.dispose());
      const prefix = peer instanceof Stack ? bench.name("stack") : bench.name(String(index));
      prefixes.set(peer.name, prefix);
      peer.plan(await tutorialPlan(prefix));
    }
    const [up, repair, down] = [new Samples(), new Samples(), new Samples()];
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const peer of peers) {
        bench.say(`round ${round} of ${ROUNDS}: ${peer.name}`);
        up.add(peer.name, await seconds(() => peer.up()));
        const { containers } = await bench.list(prefixes.get(peer.name) ?? bench.prefix);
        await Promise.all(containers.map((name) => bench.docker.getContainer(name).remove({ force: true, v: true })));
        repair.add(peer.name, await seconds(() => peer.repair()));
        down.add(peer.name, await seconds(() => peer.down()));
      }
    }
    return {
      measures: [
        up.measure("up, with nothing there but the images", "s"),
        repair.measure("up again after all containers were removed by hand (dockwire: with --refresh)", "s"),
        down.measure("down", "s"),
      ],
      goals: [atMost(1.9, `whole topology up, in times of ${COMPOSE}`, ratio(up.of(DOCKWIRE), up.of(COMPOSE)))],
      remarks: [
        "dockwire's update ends when the servers answer; the others are done when their containers are started",
      ],
    };
  },
};
