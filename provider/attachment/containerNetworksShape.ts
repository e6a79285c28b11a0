import * as z from "zod";
import { declareResource } from "../protocol/declaration";
import { address, reference } from "./endShapes";

const network = z
  .object({
    name: reference("name").meta({ description: "The network's name or id." }),
    aliases: z.array(z.string()).optional().meta({ description: "Further names of the container there." }),
    ipv4Address: address("ipv4", "10.20.0.5").optional().meta({ description: "A fixed IPv4 address." }),
    ipv6Address: address("ipv6", "fd00::5").optional().meta({ description: "A fixed IPv6 address." }),
  })
  .meta({ id: "InitialNetwork", description: "A network that a container was created on." });

export const containerNetworks = declareResource("ContainerNetworks", {
  description:
    "Holds a container on the networks that it was created on: one that was disconnected behind Pulumi's back is " +
    "connected again, as it is in `networksAdvanced`. `docker.Container` does not see that. How the container is " +
    "connected otherwise, for instance under the aliases of a NetworkAttachment, does not matter, and nothing is " +
    "disconnected at the end.",
  formerTypes: ["dockwire:index:BirthNetworks"],
  inputs: {
    container: reference("container").meta({
      description:
        "The container: its name or id. Another name replaces this resource; two for one container are refused.",
      takes: "ContainerRef",
      replaces: true,
    }),
    networks: z.array(network).meta({
      description: "The networks as the container's own `networksAdvanced` has them.",
    }),
  },
  outputs: {
    containerId: z.string().meta({ description: "The container's full id." }),
    containerName: z.string().meta({ description: "The container's name." }),
    networkIds: z.array(z.string()).meta({ description: "The networks' full ids." }),
    networkNames: z.array(z.string()).meta({ description: "The networks' names." }),
  },
});
