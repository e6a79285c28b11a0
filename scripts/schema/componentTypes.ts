/** A part of a schema. */
export type Json = Record<string, unknown>;

/** Arguments that only TypeScript has: functions. */
export const TYPESCRIPT_ONLY = new Set(["transform"]);

/** Types of TypeScript that other languages write in another way. */
export const TYPES: Readonly<Record<string, Json>> = {
  string: { type: "string" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  NetworkRef: { type: "string" },
  RedisValue: { $ref: "pulumi.json#/Any" },
  // RedisServer and ExistingRedis. Their names in a type would be a circle of imports in Python SDKs (types import resources,
  // which import types).
  ServerContainer: { $ref: "pulumi.json#/Any" },
  Service: { $ref: "pulumi.json#/Any" },
};

/** Whole numbers; TypeScript has one kind of number. */
export const INTEGERS =
  /^(internal|external|port|replicas|retries|restartTries|pids|openFiles|maxFiles|prefixLength|sentinels|quorum|parallelism|maxPerMachine)$/;

/** A union becomes the one of its types that can say everything, for the argument of this name, or of this interface. */
export const UNIONS: Readonly<Record<string, Json>> = {
  command: { type: "array", items: { type: "string" } },
  replicas: { type: "integer" },
  restart: { type: "string" },
  volumes: { $ref: "#/types/dockwire:index:Mount" },
  links: { $ref: "#/types/dockwire:index:Link" },
  uses: { $ref: "pulumi.json#/Any" },
  tls: { $ref: "#/types/dockwire:index:RedisTls" },
  // Providers are no inputs of a component in another language.
  "RedisReplicasArgs.machines": { type: "object", additionalProperties: { type: "string" } },
  "ExistingRedisArgs.tls": { $ref: "#/types/dockwire:index:ExistingRedisTls" },
};

/** What stands beside a union's argument in other languages: the argument of this name, or of this interface. */
export const COMPANIONS: Readonly<Record<string, Json>> = {
  "ClientAppArgs.replicas": {
    replicaKeys: {
      type: "array",
      items: { type: "string" },
      description: "The keys of its containers, in place of a number.",
    },
  },
  "ClientServiceArgs.replicas": {
    everyMachine: {
      type: "boolean",
      description: "One container on each machine, in place of a number. An update does not wait for them.",
    },
  },
  // A swarm counts no tries.
  "ClientServiceArgs.restart": {},
  restart: {
    restartTries: {
      type: "integer",
      description: "How often it is started again after a failure, in place of a policy.",
    },
  },
};

/** Types that stand for unions, under their tokens. */
export const EXTRA_TYPES: Json = {
  "dockwire:index:Mount": {
    type: "object",
    description: "What a container mounts: a volume, or a folder of the Engine's machine.",
    properties: {
      volume: { type: "string", description: "A volume's name." },
      hostPath: { type: "string", description: "A folder or file of the Engine's machine." },
      readOnly: { type: "boolean", description: "Whether the container can only read it. Defaults to false." },
      allowSystemPath: {
        type: "boolean",
        description:
          "Accepts a path of the system or the Engine: whoever runs in the container may then rule that machine.",
      },
    },
  },
  "dockwire:index:ExistingRedisTls": {
    type: "object",
    description: "TLS of a redis that runs already. An empty object stands for a certificate of a public CA.",
    properties: {
      caPem: { type: "string", description: "The certificate (PEM) of the private CA that signed the server's." },
    },
  },
  "dockwire:index:RedisTls": {
    type: "object",
    description:
      "TLS of a redis server. An empty object has a certificate made for the container's name and localhost.",
    properties: {
      names: {
        type: "array",
        items: { type: "string" },
        description: "Further names that the certificate is valid for.",
      },
      certPem: { type: "string", description: "A certificate that somebody else made (PEM)." },
      keyPem: { type: "string", description: "Its private key (PEM).", secret: true },
      caPem: { type: "string", description: "The CA certificate that clients verify it with (PEM)." },
    },
  },
};
