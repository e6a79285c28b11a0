import type { Shape } from "./structure";

const plain = (...keys: string[]) => Object.fromEntries(keys.map((key): [string, Shape] => [key, "plain"]));

/** Of every container: what @pulumi/docker takes as a plain value. */
const CONTAINER = plain(
  "capabilities",
  "containerName",
  "logs",
  "noNewPrivileges",
  "ports",
  "readOnly",
  "restart",
  "restartTries",
  "tmpfs",
);

const TLS: Shape = { fields: plain("names") };

export const REDIS_SERVER: Readonly<Record<string, Shape>> = {
  ...CONTAINER,
  ...plain("config", "existingVolume", "keepData", "mode", "volumeName"),
  tls: TLS,
};

export const EXISTING_REDIS: Readonly<Record<string, Shape>> = { tls: { fields: {} } };

export const CLIENT_APP: Readonly<Record<string, Shape>> = {
  ...CONTAINER,
  ...plain("build", "healthcheck", "replicaKeys", "replicas", "stopSeconds", "volumes"),
  command: { list: "value" },
  environment: { record: "value" },
  links: { record: { fields: { server: "server", ...plain("by", "environment", "hosts") } } },
  networks: { record: "value" },
  uses: { record: "service" },
};

export const APP_NETWORK: Readonly<Record<string, Shape>> = {
  attachments: { record: { fields: { server: "server" } } },
  clients: { record: { fields: CLIENT_APP } },
  redis: { fields: REDIS_SERVER },
};
