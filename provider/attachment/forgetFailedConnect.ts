import type { EngineClient } from "../../engine/EngineClient";
import type { Container, Network } from "../../engine/model";

/**
 * Engine 20.10 keeps the form of a connect that failed, and starts the container with it the next time: with an address
 * that is taken it does not start again. No disconnect takes that away, but a connect that succeeds takes its place, and
 * leaves with its own disconnect. Says what is left when that fails too; undefined when nothing is.
 */
export async function forgetFailedConnect(
  engine: EngineClient,
  { container, network }: { container: Container; network: Network },
): Promise<string | undefined> {
  try {
    const now = await engine.container(container.id);
    if (!now?.failedConnects.includes(network.name)) return undefined;
    await engine.connect(network, now, {}, {});
    await engine.disconnect(network, now.id, false, {});
    return undefined;
  } catch {
    return (
      `The container may not start again before this is undone: "docker network connect ${network.name} ${container.name}", ` +
      `then "docker network disconnect ${network.name} ${container.name}".`
    );
  }
}
