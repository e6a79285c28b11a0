import * as z from "zod";
import { declareFunction } from "../protocol/declaration";

export const portShape = z
  .object({
    ip: z.string().meta({ description: "The host address." }),
    external: z.number().int().meta({ description: "The host port." }),
    protocol: z.string().meta({ description: "tcp or udp." }),
  })
  .meta({ id: "HostPort", description: "A host port that a container is to get." });

export const checkContainerFunction = declareFunction("checkContainer", {
  description:
    "Whether a container can be made: its image is there or can be pulled; its name, host ports and volume are free or its own.",
  inputs: {
    container: z.string().min(1).meta({ description: "The container's name." }),
    image: z.string().min(1).optional().meta({ description: "The image that it needs." }),
    stack: z.string().min(1).meta({ description: "What its label `dockwire.stack` says: PROJECT/STACK." }),
    ports: z.array(portShape).default([]).meta({ description: "Host ports that it is to get." }),
    existingVolume: z.string().min(1).optional().meta({
      description: "A volume that must be there, and that no other container may use.",
    }),
  },
  outputs: {
    warning: z.string().optional().meta({
      description: "What is doubtful about the image; absent when nothing is.",
    }),
  },
});
