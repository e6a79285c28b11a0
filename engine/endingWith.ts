import type Docker from "dockerode";

/** The same client, whose calls all end with the signal; dockerode itself takes one for some of its calls only. */
export function endingWith(docker: Docker, signal: AbortSignal): Docker {
  const { modem } = docker;
  const ending = Object.create(modem) as Docker["modem"];
  ending.dial = (request, done) => modem.dial.call(ending, { ...request, abortSignal: signal }, done);
  return Object.assign(Object.create(docker) as Docker, { modem: ending });
}
