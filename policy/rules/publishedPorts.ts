import type { Container, Port } from "../Container";
import { REDIS_PORT } from "../redis";
import { UNKNOWN } from "../values";

const LOOPBACK = /^(127\.|::1$|localhost$)/;

/** Redis answers whoever reaches it, so its port is for the Engine's machine alone. */
export function publishedOpenly(container: Container): string[] {
  const { subject, isRedis, ports, publishesAllPorts, networks } = container;
  const open = ports.filter(({ internal, ip }) => (isRedis || internal === REDIS_PORT) && isOpen(ip));
  const problems = open.map(
    ({ internal, ip }) =>
      `${subject} publishes port ${internal ?? "(not known yet)"} of redis on ${String(ip) || "all interfaces"}; give "127.0.0.1" as its "ip"`,
  );
  if (isRedis && publishesAllPorts) {
    problems.push(
      `${subject} publishes all ports of redis on all interfaces; give "ports" in place of "publishAllPorts"`,
    );
  }
  if (isRedis && networks.includes("host")) {
    problems.push(
      `${subject} is a redis on all interfaces of the Engine's machine; give it a network in place of "host"`,
    );
  }
  return problems;
}

function isOpen(ip: Port["ip"]): boolean {
  return ip !== UNKNOWN && !LOOPBACK.test(ip);
}
