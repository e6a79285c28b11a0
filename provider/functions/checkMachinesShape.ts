import * as z from "zod";
import { declareFunction } from "../protocol/declaration";

export const checkMachinesFunction = declareFunction("checkMachines", {
  description: "Whether machines are different ones: no two addresses lead to one Engine, however they are written.",
  inputs: {
    component: z.string().min(1).meta({ description: "What is to be on them, for the error's sentence." }),
    machines: z
      .record(z.string(), z.string())
      .meta({ description: "The Engines' addresses, as DOCKER_HOST has them, by keys of the caller's choice." }),
  },
  outputs: {
    warning: z.string().optional().meta({ description: "Always absent: it is so, or refused." }),
  },
});
