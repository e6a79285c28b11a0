import { readFileSync } from "node:fs";
import { AppNetwork, inspectNetwork, listNetworks } from "./components";
import { filledIn } from "./stack/readme";
import { ALIAS, readSettings } from "./stack/settings";
import { tutorialProbes } from "./stack/tutorialProbes";

const settings = readSettings();
const redis = { image: settings.redisImage, mode: "tutorial" } as const;

// The first tutorial: a server, and clients that know it by a link.

// docker run -d --name redis-server redis
const linked = new AppNetwork("linked", {
  networkName: settings.linkNetwork,
  redis: { ...redis, containerName: settings.linkedServerName },
});

// The second tutorial: a server on one network, connected to two more while it runs.

// docker network create backend-network
// docker run -d --name=redis --net=backend-network redis
const backend = new AppNetwork("backend", {
  networkName: settings.backendNetwork,
  redis: { ...redis, containerName: settings.serverName },
});

// docker network create frontend-network
// docker network connect frontend-network redis
// docker run -d -p 3000:3000 --net=frontend-network katacoda/redis-node-docker-example
const frontend = new AppNetwork("frontend", {
  networkName: settings.frontendNetwork,
  // Without this line: docker network disconnect frontend-network redis
  attachments: { redis: { server: backend.redis, aliases: ["redis"] } },
  clients: {
    app: {
      containerName: settings.appName,
      image: settings.appImage,
      ports: [{ internal: 3000, external: settings.appPort }],
    },
  },
});

// docker network create frontend-network2
// docker network connect --alias db frontend-network2 redis
const frontend2 = new AppNetwork("frontend2", {
  networkName: settings.frontend2Network,
  attachments: { redis: { server: backend.redis, aliases: [ALIAS] } },
});

const tutorials = { linked, backend, frontend, frontend2 };
const dependsOn = Object.values(tutorials);

/** The web page that counts its visits. */
export const url = frontend.clients.app.urls.apply((urls) => urls[0]);
/** Opens an interactive redis-cli on the second tutorial's server, and on the first's. */
export const redisCli = backend.redis.cliCommand;
export const linkedRedisCli = linked.redis.cliCommand;
/** docker network ls */
export const networks = listNetworks({ dependsOn }).networks.apply((all) => all.map((network) => network.name));
/** docker network inspect frontend-network */
export const frontendMembers = inspectNetwork(frontend.network, { dependsOn }).members;
/** What the tutorials' other commands print, such as docker run --net=backend-network alpine ping -c1 redis. */
export const printed = tutorialProbes(settings, tutorials);
/** What Pulumi's console shows of the stack, and `pulumi stack output readme` prints. */
export const readme = filledIn(readFileSync("Pulumi.README.md", "utf8"), {
  url,
  redisCli,
  linkedRedisCli,
  frontendMembers,
});
