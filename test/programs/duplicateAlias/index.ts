import * as pulumi from "@pulumi/pulumi";
import { AppNetwork } from "../../../components";

const prefix = new pulumi.Config().require("prefix");
const network = (name: string) =>
  new AppNetwork(name, { networkName: `${prefix}-${name}`, redis: { containerName: `${prefix}-${name}-redis` } });
const [one, two] = [network("one"), network("two")];

new AppNetwork("shared", {
  networkName: `${prefix}-shared`,
  attachments: { one: { server: one.redis, aliases: ["db"] }, two: { server: two.redis, aliases: ["DB"] } },
});
