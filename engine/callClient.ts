import type Docker from "dockerode";
import { EngineError } from "./EngineError";

/**
 * The same client for one call. It ends with the signal, which dockerode itself takes for some of its calls only, and a
 * name reaches the URL escaped, so that it can never become another path or a query.
 */
export function callClient(docker: Docker, signal: AbortSignal): Docker {
  const { modem } = docker;
  const ending = Object.create(modem) as Docker["modem"];
  ending.dial = (request, done) => modem.dial.call(ending, { ...request, abortSignal: signal }, done);
  const client = Object.assign(Object.create(docker) as Docker, { modem: ending });
  client.getContainer = (name) => docker.getContainer.call(client, escaped(name));
  client.getNetwork = (name) => docker.getNetwork.call(client, escaped(name));
  client.getVolume = (name) => docker.getVolume.call(client, escaped(name));
  client.getImage = (name) => docker.getImage.call(client, escaped(name));
  return client;
}

/** @throws for what the Engine answers with a redirection, on which docker-modem ends the process; nothing is named so. */
function escaped(name: string): string {
  if (name.split("/").some((part) => ["", ".", ".."].includes(part))) {
    throw new EngineError(404, `nothing is named "${name}"`);
  }
  return encodeURIComponent(name);
}
