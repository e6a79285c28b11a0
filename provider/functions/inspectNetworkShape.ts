import * as z from "zod";
import { reference } from "../attachment/endShapes";
import { declareFunction } from "../protocol/declaration";

const text = (description: string) => z.string().meta({ description });
const flag = (description: string) => z.boolean().meta({ description });
const names = (description: string) => z.array(z.string()).meta({ description });

const member = z
  .object({
    id: text("The container's full id; empty on another machine."),
    name: text("The container's name."),
    ipv4Address: text("With prefix length, for instance `172.18.0.2/16`."),
    ipv6Address: text("With prefix length; empty without one."),
    macAddress: text("The endpoint's MAC address."),
    aliases: names("The aliases that were asked for."),
    dnsNames: names("Every name that resolves to the container on this network, as far as this Engine knows."),
    machine: text(
      "Of a container on another machine of the swarm, that machine's address; empty for one of this Engine.",
    ),
    service: text("The swarm service that the container is a task of; empty for any other container."),
  })
  .meta({ id: "NetworkMember", description: "A container on a network." });

const subnet = z
  .object({
    subnet: text("In CIDR notation."),
    gateway: text("The gateway's address; empty without one."),
    used: z.number().int().meta({ description: "Addresses that containers have." }),
    capacity: z.number().meta({ description: "Addresses that containers can have." }),
  })
  .meta({ id: "SubnetUse", description: "A network's subnet and how full it is." });

export const inspectNetworkFunction = declareFunction("inspectNetwork", {
  description: "What `docker network inspect` says, and the aliases and names that it does not.",
  result: "NetworkDetails",
  inputs: { network: reference("network").meta({ description: "The network's name or id." }) },
  outputs: {
    id: text("The network's full id."),
    name: text("The network's name."),
    driver: text("The network's driver."),
    scope: text("`local`, or `swarm` for overlay networks."),
    internal: flag("Without a way to the outside."),
    attachable: flag("For overlay networks: containers can be attached, not swarm services alone."),
    labels: z.record(z.string(), z.string()).meta({ description: "Labels on the network." }),
    subnets: z.array(subnet).meta({ description: "The network's subnets." }),
    members: z
      .array(member)
      .meta({ description: "The containers on it, by name; of an overlay network also those on other machines." }),
    machines: names(
      "Of an overlay network, the addresses of the machines that it reaches; empty for any other network.",
    ),
  },
});
