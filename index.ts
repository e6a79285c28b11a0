import { AppNetwork, inspectNetwork, listNetworks } from "./components";
import { ALIAS, readSettings } from "./stack/settings";
import { tutorialProbes } from "./stack/tutorialProbes";

const settings = readSettings();
const { mode, keepData } = settings;
const redis = { image: settings.redisImage, ...(mode === "production" ? { mode, keepData } : { mode }) };

// The second tutorial: a server on one network, connected to two more while it runs. It comes first, as its web app, which
// waits for its server, has the longest way.
// docker network create backend-network; docker run -d --name=redis --net=backend-network redis
const backend = new AppNetwork("backend", {
  networkName: settings.backendNetwork,
  redis: { ...redis, containerName: settings.serverName },
});

// docker network create frontend-network; docker network connect frontend-network redis
// docker run -d -p 3000:3000 --net=frontend-network katacoda/redis-node-docker-example
const frontend = new AppNetwork("frontend", {
  networkName: settings.frontendNetwork,
  // The web app looks for "redis", whatever the server's own name is.
  attachments: settings.frontendAttached ? { redis: { server: backend.redis, aliases: ["redis"] } } : {},
  clients: {
    app: {
      containerName: settings.appName,
      image: settings.appImage,
      // A password has to get to the web app; the tutorials' servers have none.
      uses: mode === "production" && settings.frontendAttached ? { redis: backend.redis } : {},
      ports: [{ internal: 3000, external: settings.appPort }],
    },
  },
});

// docker network create frontend-network2; docker network connect --alias db frontend-network2 redis
const frontend2 = new AppNetwork("frontend2", {
  networkName: settings.frontend2Network,
  attachments: { redis: { server: backend.redis, aliases: [ALIAS] } },
});

// The first tutorial: a server, and clients that know it by a link.
// docker run -d --name redis-server redis
const linked = settings.linkTutorial
  ? new AppNetwork("linked", {
      networkName: settings.linkNetwork,
      redis: { ...redis, containerName: settings.linkedServerName },
    })
  : undefined;

const tutorials = { linked, backend, frontend, frontend2 };
const probes = settings.probes ? tutorialProbes(settings, tutorials) : {};
const dependsOn = Object.values(tutorials).flatMap((network) => network ?? []);

/** The web page that counts its visits. */
export const url = frontend.clients.app?.urls.apply((urls) => urls[0]);
/** Opens an interactive redis-cli. */
export const redisCli = backend.redis.cliCommand;
export const linkedRedisCli = linked?.redis.cliCommand;
/** docker network ls */
export const networks = listNetworks({ dependsOn }).networks.apply((all) => all.map((network) => network.name));
/** docker network inspect frontend-network */
export const frontendMembers = inspectNetwork(frontend.network, { dependsOn }).members;
/** What the tutorials' commands printed. */
export const printed = Object.fromEntries(Object.entries(probes).map(([command, { stdout }]) => [command, stdout]));
