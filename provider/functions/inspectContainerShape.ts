import * as z from "zod";
import { reference } from "../attachment/endShapes";
import { declareFunction } from "../protocol/declaration";

const text = (description: string) => z.string().meta({ description });
const names = (description: string) => z.array(z.string()).meta({ description });

const network = z
  .object({
    id: text("The network's full id."),
    name: text("The network's name."),
    ipv4Address: text("The container's address there; empty while it is not running."),
    ipv6Address: text("The container's IPv6 address there; empty without one."),
    aliases: names("The aliases that were asked for."),
    dnsNames: names("Every name that resolves to the container there."),
  })
  .meta({ id: "ContainerNetwork", description: "A network that a container is on." });

export const inspectContainerFunction = declareFunction("inspectContainer", {
  description: "Where a container is, and which environment it runs with.",
  result: "ContainerDetails",
  inputs: { container: reference("container").meta({ description: "The container's name or id." }) },
  outputs: {
    id: text("The container's full id."),
    name: text("The container's name."),
    status: text("`created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`."),
    environment: z.record(z.string(), z.string()).meta({
      description:
        "Its environment variables, the image's included: often with passwords, so that the whole answer is secret.",
      secret: true,
    }),
    networks: z.array(network).meta({ description: "The networks that it is on, by name." }),
  },
});
