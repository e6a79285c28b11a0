import { findProgram, run } from "../../sandbox/Command";
import { ByHand } from "./ByHand";
import type { EngineActions } from "./EngineActions";

const actions: EngineActions = {
  createNetwork: (name) => docker("network", "create", name),
  run: ({ name, image, network, aliases, publish }) =>
    docker(
      "run",
      "-d",
      `--name=${name}`,
      `--net=${network}`,
      ...aliases.map((alias) => `--network-alias=${alias}`),
      ...(publish ? ["-p", `127.0.0.1:${publish.external}:${publish.internal}`] : []),
      image,
    ),
  connect: (network, container, aliases = []) =>
    docker("network", "connect", ...aliases.flatMap((alias) => ["--alias", alias]), network, container),
  disconnect: (network, container) => docker("network", "disconnect", network, container),
  removeContainers: (names) => docker("rm", "-fv", ...names),
  removeNetworks: (names) => docker("network", "rm", ...names),
};

/** The `docker` command, one call after the other; undefined on a machine that has none. */
export function dockerCommand(): ByHand | undefined {
  return findProgram("docker") ? new ByHand("docker command", actions) : undefined;
}

function docker(...args: string[]): Promise<string> {
  return run("docker", args);
}
