import type Docker from "dockerode";
import { ByHand } from "./ByHand";
import type { EngineActions } from "./EngineActions";

/** Bare calls of the Engine's API, in one process that is there already: what the Engine itself needs. */
export function engineApi(docker: Docker): ByHand {
  const actions: EngineActions = {
    createNetwork: (Name) => docker.createNetwork({ Name, CheckDuplicate: true }),
    run: async ({ name, image, network, aliases, publish }) => {
      const port = publish && `${publish.internal}/tcp`;
      const bindings = port ? { [port]: [{ HostIp: "127.0.0.1", HostPort: String(publish.external) }] } : {};
      const container = await docker.createContainer({
        name,
        Image: image,
        ExposedPorts: port ? { [port]: {} } : {},
        HostConfig: { NetworkMode: network, PortBindings: bindings },
        NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [...aliases] } } },
      });
      await container.start();
    },
    connect: (network, container, aliases = []) =>
      docker.getNetwork(network).connect({ Container: container, EndpointConfig: { Aliases: [...aliases] } }),
    disconnect: (network, container) => docker.getNetwork(network).disconnect({ Container: container }),
    removeContainers: async (names) => {
      for (const name of names) await docker.getContainer(name).remove({ force: true, v: true });
    },
    removeNetworks: async (names) => {
      for (const name of names) await docker.getNetwork(name).remove();
    },
  };
  return new ByHand("Engine API", actions);
}
