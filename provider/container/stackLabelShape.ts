import * as z from "zod";
import { declareResource } from "../protocol/declaration";

/** Address, number and protocol of a host port. */
export const HOST_PORT = /^(.*):(\d+)\/(\w+)$/;

export const stackLabel = declareResource("StackLabel", {
  description:
    "What the label `dockwire.stack` of a component's containers says: project and stack as they were called when the " +
    "component was made. Docker changes no label of a container, so that renaming a stack would replace them all " +
    "otherwise.",
  inputs: {
    value: z.string().min(1, `"value" is empty; give PROJECT/STACK`).meta({
      description: "Project and stack as they are called now: PROJECT/STACK. The first value stays for good.",
    }),
    containers: z
      .record(z.string(), z.string())
      .default({})
      .meta({
        description:
          "The names of the containers that are to bear it, by what the component's parts for each have after its own name. " +
          "A component that is new is refused here when one of them is another component's. They are not kept.",
      }),
    ports: z
      .array(z.string().regex(HOST_PORT, `give each port as IP:PORT/PROTOCOL, for instance "127.0.0.1:8080/tcp"`))
      .default([])
      .meta({
        description:
          "The host ports that they are to get, each as IP:PORT/PROTOCOL. A component that is new is refused here when a " +
          "container of another component has one of them. They are not kept.",
      }),
  },
  outputs: {
    value: z.string().meta({ description: "The label's value, the same after a stack or project was renamed." }),
  },
});
