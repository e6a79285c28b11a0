import { freePort } from "../../test/support/freePort";
import type { Plan } from "./Plan";

/** The tutorials' topology, as the stack lays it out, under names that begin with the given prefix. */
export async function tutorialPlan(prefix: string): Promise<Plan> {
  const name = (rest: string) => `${prefix}-${rest}`;
  return {
    networks: {
      linked: name("link-network"),
      backend: name("backend-network"),
      frontend: name("frontend-network"),
      frontend2: name("frontend-network2"),
    },
    containers: {
      linkedRedis: { name: name("redis-server"), kind: "redis", image: "redis", on: [{ network: "linked" }] },
      redis: {
        name: name("redis"),
        kind: "redis",
        image: "redis",
        on: [
          { network: "backend" },
          { network: "frontend", aliases: ["redis"] },
          { network: "frontend2", aliases: ["db"] },
        ],
      },
      app: {
        name: name("app"),
        kind: "app",
        image: "katacoda/redis-node-docker-example",
        on: [{ network: "frontend" }],
        publish: { internal: 3000, external: await freePort() },
      },
    },
  };
}
