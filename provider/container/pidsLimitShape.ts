import * as z from "zod";
import { declareResource } from "../protocol/declaration";
import { containerRef } from "./containerRef";

/** As many as the kernel gives numbers to on a machine of 64 bits (PID_MAX_LIMIT); its control group takes no more. */
const MOST = 4_194_304;

export const pidsLimit = declareResource("PidsLimit", {
  description:
    "How many processes a container may have at a time, set while it runs: `docker.Container` has no such argument. " +
    "Without this resource the container has no limit again. Fails where the Engine discards the limit, for want of the " +
    '"pids" control group. Import with the container\'s name.',
  inputs: {
    container: containerRef.meta({
      description:
        "The container: its name or id; one that no other PidsLimit limits. Another container replaces this resource, " +
        "another way to name the same one does not.",
      takes: "ContainerRef",
      replaces: true,
    }),
    limit: z
      .number()
      .int(`"limit" has to be a whole number`)
      .min(1)
      .max(MOST)
      .meta({
        description: `How many processes and threads it may have, 1 to ${MOST}; an edit is made while it runs.`,
      }),
  },
  outputs: { containerId: z.string().meta({ description: "The container's full id." }) },
});
