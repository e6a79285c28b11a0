import { readFileSync } from "node:fs";
import * as docker from "@pulumi/docker";
import { AppNetwork, ClientService, Provider } from "../../../components";

/** Where, and how many containers. */
interface SwarmPlan {
  /** A manager, in the form of DOCKER_HOST. */
  readonly host: string;
  readonly name: string;
  readonly replicas: number;
}

const { host, name, replicas } = JSON.parse(readFileSync("plan.json", "utf8")) as SwarmPlan;
const providers = [new Provider("manager", { host }), new docker.Provider("manager-services", { host })];
const network = new AppNetwork("network", { networkName: name, driver: "overlay", attachable: true }, { providers });
new ClientService(
  "service",
  { network: network.network, serviceName: name, image: "alpine", command: ["sleep", "1000000"], replicas },
  { providers },
);
