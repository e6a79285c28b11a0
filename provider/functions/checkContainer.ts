import { createServer } from "node:net";
import * as z from "zod";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError } from "../../engine/EngineError";
import { STACK_LABEL } from "../../engine/model";
import { checkInputs } from "../protocol/checkInputs";
import type { ProviderFunction } from "../protocol/Resource";
import { Properties } from "../protocol/values";

const REGISTRY_PATIENCE_MS = 15_000;

const portShape = z.object({ ip: z.string(), external: z.number(), protocol: z.string() });
const shape = {
  container: z.string().min(1),
  image: z.string().min(1).optional(),
  stack: z.string().min(1),
  ports: z.array(portShape).optional(),
};
type Port = z.infer<typeof portShape>;

/** Whether a container can be put on the Engine: its image is to be had, its name and its host ports are free or its own. */
export function checkContainer(engine: () => EngineClient): ProviderFunction {
  return {
    token: "dockwire:index:checkContainer",
    check: (args) => checkInputs(shape, args).failures,
    invoke: async (args, { signal }) => {
      const { container, image, stack, ports = [] } = z.object(shape).parse(args);
      const present = await engine().call((docker) => docker.listContainers({ all: true }), signal);
      const holders = present.map((one) => ({
        name: (one.Names[0] ?? "").replace(/^\//, ""),
        ours: one.Labels[STACK_LABEL] === stack,
        ports: one.Ports.map((port) => ({ ip: port.IP ?? "", external: port.PublicPort ?? 0, protocol: port.Type })),
      }));
      const namesake = holders.find((holder) => holder.name === container && !holder.ours);
      if (namesake) {
        throw new Error(
          `Placing container "${container}": the Engine has one of that name already that is not of stack ${stack}. ` +
            `Choose another name, or remove that one ("docker rm --force ${container}").`,
        );
      }
      for (const port of ports) await requireFree(container, port, holders, engine().isLocal);
      if (image) await requireImage(engine(), container, image, signal);
      return {} satisfies Properties;
    },
  };
}

async function requireFree(
  container: string,
  port: Port,
  holders: { name: string; ours: boolean; ports: Port[] }[],
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

function collide(a: Port, b: Port): boolean {
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

async function requireImage(
  engine: EngineClient,
  container: string,
  image: string,
  signal: AbortSignal,
): Promise<void> {
  const isHere = await engine
    .call((docker) => docker.getImage(image).inspect(), signal)
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof EngineError && error.status === 404) return false;
        throw error;
      },
    );
  if (isHere) return;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(REGISTRY_PATIENCE_MS)]);
  await engine
    .call((docker) => docker.getImage(image).distribution(), patience)
    .catch((error: Error) => {
      throw new Error(
        `Placing container "${container}": image "${image}" is not on the Engine, and its registry does not give it ` +
          `(${error.message}). Correct the name, log in to the registry, or build or load the image first.`,
      );
    });
}
