import { join } from "node:path";
import type { Topology } from "../programs/topology/Topology";
import { projectRoot } from "./projectRoot";

/** Where the states lie that versions of this project left, one folder a version. */
export const recordedStates = join(projectRoot, "test", "fixtures", "states");

/** The stack's name in them. */
export const RECORDED_STACK = "recorded";

/** What the recorded stacks lay out: something of everything that has a state. */
export const recordedTopology: Topology = {
  networks: {
    back: {
      networkName: "recorded-back",
      redis: { containerName: "recorded-redis", image: "redis:7", volumeName: "recorded-data" },
    },
    front: {
      networkName: "recorded-front",
      attachments: { redis: { of: "back", aliases: ["db", "main.db"] } },
      resolves: ["db"],
    },
  },
};
