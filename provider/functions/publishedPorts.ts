import { createServer } from "node:net";
import type { ContainerInfo } from "dockerode";
import type * as z from "zod";
import type { portShape } from "./checkContainerShape";

export type Port = z.infer<typeof portShape>;

/** A container that has host ports. */
export interface PortHolder {
  name: string;
  ours: boolean;
  ports: Port[];
}

/** The name and the host ports of a container as the Engine lists it. */
export function listedPorts({ Names, Ports }: ContainerInfo): Pick<PortHolder, "name" | "ports"> {
  return {
    name: (Names[0] ?? "").replace(/^\//, ""),
    ports: Ports.map((port) => ({ ip: port.IP ?? "", external: port.PublicPort ?? 0, protocol: port.Type })),
  };
}

/** Fails when a host port is another container's, or a program of this machine listens there. */
export async function requireFree(
  container: string,
  port: Port,
  holders: readonly PortHolder[],
  isLocal: boolean,
): Promise<void> {
  const holder = holders.find((one) => one.ports.some((other) => collide(port, other)));
  const where = `${port.ip}:${port.external}/${port.protocol}`;
  if (holder && !holder.ours) {
    throw new Error(
      `Publishing port ${where} for container "${container}": container "${holder.name}" has it. Choose another port, or stop that one.`,
    );
  }
  if (holder || !isLocal || port.protocol !== "tcp" || !(await isTaken(port))) return;
  throw new Error(
    `Publishing port ${where} for container "${container}": a program on this machine listens there. ` +
      `Choose another port, or end that program ("ss -ltnp 'sport = :${port.external}'" names it).`,
  );
}

/** Whether two containers cannot have both. */
export function collide(a: Port, b: Port): boolean {
  const everywhere = (ip: string) => ip === "" || ip === "0.0.0.0" || ip === "::";
  if (a.external !== b.external || a.protocol !== b.protocol) return false;
  return a.ip === b.ip || everywhere(a.ip) || everywhere(b.ip);
}

function isTaken({ ip, external }: Port): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE"));
    server.listen({ host: ip, port: external, exclusive: true }, () => server.close(() => resolve(false)));
  });
}
