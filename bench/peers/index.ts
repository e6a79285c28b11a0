import type { Bench } from "../support/Bench";
import { takesPart } from "../support/choice";
import { Compose } from "./Compose";
import { dockerCommand } from "./dockerCommand";
import { engineApi } from "./engineApi";
import { OpenTofu } from "./OpenTofu";
import type { Peer } from "./Peer";
import { Pulumi } from "./Pulumi";

/** The names that measures show; goals are about the first. */
export const DOCKWIRE = "dockwire";
export const COMPOSE = "Docker Compose";
export const UPSTREAM = "docker.Container";

export const ABSENT_DOCKER = "the docker command is not on this machine, so it is not among the peers";

/** Every tool besides Pulumi that can lay out a plan. */
export function planPeers(bench: Bench): Peer[] {
  const command = dockerCommand();
  const tools = [new Compose(COMPOSE, bench.name("compose")), new OpenTofu()];
  return [...tools, ...(command ? [command] : []), engineApi(bench.docker)].filter(takesPart);
}

/** Every tool that can lay out a plan, ready to use and taken away at the end. */
export async function allPeers(bench: Bench): Promise<Peer[]> {
  const peers = [new Pulumi(DOCKWIRE, "dockwire"), new Pulumi(UPSTREAM, "upstream"), ...planPeers(bench)];
  for (const peer of peers) {
    bench.say(`preparing ${peer.name}`);
    await peer.prepare();
    bench.atEnd(() => peer.dispose());
  }
  return peers;
}
