import { readFileSync } from "node:fs";
import * as docker from "@pulumi/docker";
import type { Plan } from "../../support/Plan";

const { networks, containers } = JSON.parse(readFileSync("plan.json", "utf8")) as Plan;

const made = new Map(Object.entries(networks).map(([key, name]) => [key, new docker.Network(key, { name })]));
const names = new Set(Object.values(containers).map(({ image }) => image));
const images = new Map([...names].map((name) => [name, new docker.RemoteImage(name, { name, keepLocally: true })]));

for (const [key, { name, image, on, publish }] of Object.entries(containers)) {
  const networksAdvanced = on.map(({ network, aliases = [] }) => ({
    name: made.get(network)?.name ?? network,
    aliases: [...aliases],
  }));
  new docker.Container(
    key,
    {
      name,
      image: images.get(image)?.imageId ?? image,
      networksAdvanced,
      ports: publish ? [{ ...publish, ip: "127.0.0.1" }] : [],
    },
    { deleteBeforeReplace: true },
  );
}
