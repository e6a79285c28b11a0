import type { Json } from "./componentTypes";

/** A component, as far as its argument interface does not say it. */
export interface Component {
  /** The interface of its arguments. */
  readonly args: string;
  readonly description: string;
  readonly outputs: { readonly properties: Json; readonly required: readonly string[] };
}

const text = (description: string, more: Json = {}): Json => ({ type: "string", description, ...more });
const flag = (description: string): Json => ({ type: "boolean", description });
const mapOf = (resource: string, description: string): Json => ({
  type: "object",
  additionalProperties: { $ref: `#/resources/dockwire:index:${resource}` },
  description,
});

/** What clients of a redis have to know. */
const SERVICE: Json = {
  authentication: flag("Whether clients need a password."),
  caPem: text("The CA certificate (PEM) that clients verify it with; absent without TLS or with a public CA."),
  cliCommand: text("A line for a shell that opens redis-cli. It holds no password."),
  password: text("The clients' password; absent without one.", { secret: true }),
  port: { type: "integer", description: "The port that it listens on." },
  privateCa: flag("Whether clients need `caPem` to verify it."),
  url: text("`redis://` or, with TLS, `rediss://`.", { secret: true }),
  username: text("The user that clients log in as; absent without a password."),
};

/** The components by the name in their token. */
export const COMPONENTS: Readonly<Record<string, Component>> = {
  AppNetwork: {
    args: "AppNetworkArgs",
    description:
      "A network and what belongs on it: a redis server, servers attached from elsewhere, client applications.",
    outputs: {
      properties: {
        networkId: text("The network's id on the Engine; the name, when a name is all that was given."),
        redis: {
          $ref: "#/resources/dockwire:index:RedisServer",
          description: "The redis server, if one was asked for.",
        },
        attachments: mapOf("NetworkAttachment", "By the keys of the input `attachments`."),
        clients: mapOf("ClientApp", "By the keys of the input `clients`."),
      },
      required: ["networkId", "attachments", "clients"],
    },
  },
  ClientApp: {
    args: "ClientAppArgs",
    description: "An application in a container. It starts when the servers that it uses are there and healthy.",
    outputs: {
      properties: {
        containerId: text("The container's id; of several replicas the first one's."),
        containerName: text("The container's name; of several replicas the first one's."),
        ready: text("The container's id; with a health check known once every replica passes it."),
        urls: {
          type: "array",
          items: { type: "string" },
          description:
            "`http://HOST:PORT` for every published tcp port, in the order of `ports`, replica after replica.",
        },
      },
      required: ["containerId", "containerName", "ready", "urls"],
    },
  },
  ClientService: {
    args: "ClientServiceArgs",
    description:
      "An application on the machines of a swarm: what a ClientApp is on one. Its Engine is a manager's. A RedisServer that it uses or links has to be on that Engine.",
    outputs: {
      properties: {
        ready: text(
          "The service's id, known once all containers run and pass their health check; with `everyMachine` known at once.",
        ),
        serviceId: text("The service's id."),
        serviceName: text("The service's name, which resolves to all of its containers on its networks."),
      },
      required: ["ready", "serviceId", "serviceName"],
    },
  },
  ExistingRedis: {
    args: "ExistingRedisArgs",
    description:
      "A redis that runs already and that something else manages. Client applications use it as they use a RedisServer.",
    outputs: {
      properties: {
        ...SERVICE,
        host: text("The name or address that clients reach it by."),
        ready: text("The host: nothing is waited for."),
      },
      required: ["authentication", "cliCommand", "host", "port", "privateCa", "ready", "url"],
    },
  },
  RedisReplicas: {
    args: "RedisReplicasArgs",
    description:
      "A redis that survives a machine: a primary, replicas that take over, Sentinels that choose, and one name that leads to the primary.",
    outputs: {
      properties: {
        ...SERVICE,
        host: text("The name that leads to the primary."),
        primaryName: text("What the Sentinels call the primary."),
        ready: text("The host, known once the primary answers under it."),
        sentinels: { type: "array", items: { type: "string" }, description: "`HOST:PORT` of every Sentinel." },
      },
      required: [
        "authentication",
        "cliCommand",
        "host",
        "port",
        "primaryName",
        "privateCa",
        "ready",
        "sentinels",
        "url",
      ],
    },
  },
  RedisServer: {
    args: "RedisServerArgs",
    description: "A redis server in a container, with a password and a volume for its data.",
    outputs: {
      properties: {
        ...SERVICE,
        containerId: text("The container's id."),
        containerName: text("The container's name."),
        host: text("The name that clients on its networks reach it by: the container's name."),
        ready: text("The container's id, known once redis answers on its network."),
      },
      required: [
        "authentication",
        "cliCommand",
        "containerId",
        "containerName",
        "host",
        "port",
        "privateCa",
        "ready",
        "url",
      ],
    },
  },
};
