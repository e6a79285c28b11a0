import * as z from "zod";
import { declareFunction } from "../protocol/declaration";

const text = (description: string) => z.string().meta({ description });

const summary = z
  .object({
    id: text("The network's full id."),
    name: text("The network's name."),
    driver: text("The network's driver."),
    scope: text("`local`, or `swarm` for overlay networks."),
    internal: z.boolean().meta({ description: "Without a way to the outside." }),
    machines: z.array(z.string()).meta({
      description:
        "Of an overlay network, the addresses of the machines that it reaches, as far as this Engine knows; empty for any other network.",
    }),
  })
  .meta({ id: "NetworkSummary", description: "A line of `docker network ls`." });

export const listNetworksFunction = declareFunction("listNetworks", {
  description: "The Engine's networks.",
  inputs: {},
  outputs: { networks: z.array(summary).meta({ description: "The networks by name." }) },
});
