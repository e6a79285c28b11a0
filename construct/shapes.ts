import type { Shape } from "./structure";

const plain = (...keys: string[]) => Object.fromEntries(keys.map((key): [string, Shape] => [key, "plain"]));

const FIELDS: Shape = { fields: {} };

/** Of every container: which parts there are. What they hold may be late. */
const CONTAINER: Readonly<Record<string, Shape>> = {
  capabilities: FIELDS,
  logs: { fields: plain("engineDefault") },
  ports: { list: FIELDS },
  tmpfs: { record: "value" },
};

export const REDIS_SERVER: Readonly<Record<string, Shape>> = {
  ...CONTAINER,
  ...plain("keepData", "mode"),
  config: { record: "value" },
  tls: FIELDS,
};

export const REDIS_REPLICAS: Readonly<Record<string, Shape>> = {
  ...REDIS_SERVER,
  ...plain("containerName", "replicas", "sentinels", "quorum", "downAfterSeconds", "failoverTimeoutSeconds"),
  machines: { record: "plain" },
};

export const EXISTING_REDIS: Readonly<Record<string, Shape>> = { tls: FIELDS };

export const CLIENT_APP: Readonly<Record<string, Shape>> = {
  ...CONTAINER,
  ...plain("build", "replicaKeys", "replicas"),
  healthcheck: { fields: { command: { list: "value" } } },
  volumes: { record: { fields: plain("allowSystemPath") } },
  links: { record: { fields: { server: "server", ...plain("by", "environment", "hosts") } } },
  networks: { record: "value" },
  uses: { record: "service" },
};

export const CLIENT_SERVICE: Readonly<Record<string, Shape>> = {
  capabilities: { fields: plain("adds", "drops") },
  command: { list: "value" },
  configs: { record: "value" },
  environment: { record: "value" },
  healthcheck: { fields: { command: { list: "value" } } },
  links: CLIENT_APP.links ?? FIELDS,
  logs: { fields: plain("engineDefault", "maxFiles", "maxSizeMiB") },
  networks: { record: "value" },
  placement: { fields: { constraints: { list: "value" }, ...plain("maxPerMachine", "spreadOver") } },
  ports: { list: { fields: plain("external", "internal", "mode", "protocol") } },
  secrets: { record: "value" },
  update: { fields: plain("delaySeconds", "monitorSeconds", "onFailure", "order", "parallelism") },
  uses: { record: "service" },
  ...plain("endpointMode", "everyMachine", "readyTimeoutSeconds", "reserveMemoryMiB", "restart", "serviceName"),
  ...plain("stopSeconds", "tmpfs"),
};

export const APP_NETWORK: Readonly<Record<string, Shape>> = {
  attachments: { record: { fields: { server: "server" } } },
  clients: { record: { fields: { ...CLIENT_APP, uses: { record: "named service" } } } },
  redis: { fields: REDIS_SERVER },
};
