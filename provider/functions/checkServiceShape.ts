import * as z from "zod";
import { declareFunction } from "../protocol/declaration";

export const checkServiceFunction = declareFunction("checkService", {
  description:
    "Whether a service can be made: the Engine is a manager of a swarm, and its kernel has what the service needs. It warns of machines that may not take its containers.",
  inputs: {
    service: z.string().min(1).meta({ description: "The service's name." }),
    virtualAddress: z.string().optional().meta({
      description:
        "The argument by which the service asks for one address for all of its containers, which needs IP_VS in the kernel; absent without.",
    }),
  },
  outputs: {
    warning: z.string().optional().meta({
      description: "Which machines are down, or have an Engine of another version; absent when all is well.",
    }),
  },
});
