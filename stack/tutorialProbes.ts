import type { Output } from "@pulumi/pulumi";
import { AppNetwork, Links, Probe, ProbeArgs, RedisServer } from "../components";
import { ALIAS, LINK, StackSettings } from "./settings";

/** The networks of the two tutorials. */
export interface Tutorials {
  readonly linked: AppNetwork & { readonly redis: RedisServer };
  readonly backend: AppNetwork;
  readonly frontend: AppNetwork;
  readonly frontend2: AppNetwork;
}

/**
 * Runs the tutorials' commands that look at what was made, each in a container of its own, if the setting `probes` asks
 * for it. Returns what each command printed, by what one would type.
 */
export function tutorialProbes(settings: StackSettings, tutorials: Tutorials): Record<string, Output<string>> {
  if (!settings.probes) return {};
  const { linked, backend, frontend, frontend2 } = tutorials;
  const probes = {
    ...linkProbes(settings, linked),
    ...networkProbes(settings, backend),
    ...aliasProbes(settings, backend, frontend, frontend2),
  };
  return Object.fromEntries(Object.entries(probes).map(([command, { stdout }]) => [command, stdout]));
}

/** `docker run --link redis-server:xxx alpine ...` */
function linkProbes({ probeImage, redisImage }: StackSettings, linked: Tutorials["linked"]): Record<string, Probe> {
  const on = (image: string, command: string, expectOutput: string) => {
    // A server's own variables may hold secrets, so whatever a command with them prints is one.
    const link = { server: linked.redis, by: "address", hosts: true, environment: command === "env" } as const;
    const links: Links = { [LINK]: link };
    return probe(`link ${command}`, linked, { image, command: command.split(" "), links, expectOutput });
  };
  return {
    [`--link ${LINK} env`]: on(probeImage, "env", `^${LINK.toUpperCase()}_PORT_6379_TCP_PROTO=tcp$`),
    [`--link ${LINK} cat /etc/hosts`]: on(probeImage, "cat /etc/hosts", `\\s${LINK}\\s`),
    [`--link ${LINK} ping -c1 ${LINK}`]: on(probeImage, `ping -c1 ${LINK}`, " 0% packet loss"),
    [`--link ${LINK} redis-cli -h ${LINK} ping`]: on(redisImage, `redis-cli -h ${LINK} ping`, "PONG"),
  };
}

/** `docker run --net=backend-network alpine ...` */
function networkProbes({ probeImage, serverName }: StackSettings, backend: AppNetwork): Record<string, Probe> {
  const on = (command: string, expectOutput?: string, title = command) =>
    probe(`backend ${title}`, backend, { image: probeImage, command: command.split(" "), expectOutput });
  return {
    "--net=backend env": on("env"),
    "--net=backend cat /etc/hosts": on("cat /etc/hosts"),
    "--net=backend cat /etc/resolv.conf": on("cat /etc/resolv.conf", "^nameserver 127\\.0\\.0\\.11$"),
    [`--net=backend ping -c1 ${serverName}`]: on(`ping -c1 ${serverName}`, " 0% packet loss", "ping server"),
  };
}

/** The alias answers on the network that it belongs to, and nowhere else. */
function aliasProbes(
  { probeImage: image }: StackSettings,
  backend: AppNetwork,
  frontend: AppNetwork,
  frontend2: AppNetwork,
): Record<string, Probe> {
  const command = ["ping", "-c1", ALIAS];
  const known = { image, command, expectOutput: " 0% packet loss" };
  const unknown = { image, command, expectExitCode: 1 };
  return {
    [`--net=frontend2 ping -c1 ${ALIAS}`]: probe(`frontend2 ping ${ALIAS}`, frontend2, known),
    [`--net=frontend ping -c1 ${ALIAS}`]: probe(`frontend ping ${ALIAS}`, frontend, unknown),
    [`--net=backend ping -c1 ${ALIAS}`]: probe(`backend ping ${ALIAS}`, backend, unknown),
  };
}

/** Runs once the network has all that belongs on it. */
function probe(title: string, on: AppNetwork, args: ProbeArgs): Probe {
  const name = `probe-${title.replace(/[^a-z0-9]+/gi, "-")}`;
  return new Probe(name, { ...args, networks: [on.network] }, { dependsOn: on });
}
