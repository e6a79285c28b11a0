import * as z from "zod";
import { declareResource } from "../protocol/declaration";
import { containerRef } from "./containerRef";
import { timeoutSeconds } from "./timeoutSeconds";

export const containerReady = declareResource("ContainerReady", {
  description:
    "Exists once a container passes its health check (or, having none, runs). What depends on it starts after that. A " +
    "paused container is resumed, with a warning: others wait for it.",
  inputs: {
    container: containerRef.meta({
      description: "The container to wait for: its name or id. Another one replaces this resource.",
      takes: "ContainerRef",
      replaces: true,
    }),
    timeoutSeconds: timeoutSeconds.default(60).meta({
      description:
        "How long to wait, in seconds, before the update fails with the health check's last words; `customTimeouts` may " +
        "end it earlier. Another value waits no second time.",
    }),
    triggers: z.array(z.string()).default([]).meta({ description: "Waits again when one of these changes." }),
  },
  outputs: {
    containerId: z.string().meta({ description: "The container's full id, known once it is ready." }),
    ready: z.boolean().meta({
      description:
        "True; false when the container was found unhealthy, stopped, paused or made again: then the next update waits " +
        "again.",
    }),
  },
});
