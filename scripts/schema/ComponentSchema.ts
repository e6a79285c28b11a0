import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

type Json = Record<string, unknown>;

interface Component {
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
const COMPONENTS: Readonly<Record<string, Component>> = {
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

/** Arguments that only TypeScript has: functions. */
const TYPESCRIPT_ONLY = new Set(["transform"]);

/** Types of TypeScript that other languages write in another way. */
const TYPES: Readonly<Record<string, Json>> = {
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
const INTEGERS = /^(internal|external|port|replicas|retries|restartTries|pids|openFiles|maxFiles|prefixLength)$/;

/** A union becomes the one of its types that can say everything, for the argument of this name, or of this interface. */
const UNIONS: Readonly<Record<string, Json>> = {
  command: { type: "array", items: { type: "string" } },
  replicas: { type: "integer" },
  restart: { type: "string" },
  volumes: { $ref: "#/types/dockwire:index:Mount" },
  links: { $ref: "#/types/dockwire:index:Link" },
  tls: { $ref: "#/types/dockwire:index:RedisTls" },
  "ExistingRedisArgs.tls": { $ref: "#/types/dockwire:index:ExistingRedisTls" },
};

/** What stands beside a union's argument in other languages. */
const COMPANIONS: Readonly<Record<string, Json>> = {
  replicas: {
    replicaKeys: {
      type: "array",
      items: { type: "string" },
      description: "The keys of its containers, in place of a number.",
    },
  },
  restart: {
    restartTries: {
      type: "integer",
      description: "How often it is started again after a failure, in place of a policy.",
    },
  },
};

const EXTRA_TYPES: Json = {
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

/** Reads the argument interfaces of the components, and writes them in the terms of Pulumi's package schema. */
export class ComponentSchema {
  private readonly interfaces = new Map<string, ts.InterfaceDeclaration>();
  private readonly aliases = new Map<string, ts.TypeAliasDeclaration>();
  readonly types: Json = { ...EXTRA_TYPES };

  constructor(folder: string) {
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    )) {
      const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.ES2022, true);
      source.forEachChild((node) => {
        if (ts.isInterfaceDeclaration(node)) this.interfaces.set(node.name.text, node);
        if (ts.isTypeAliasDeclaration(node)) this.aliases.set(node.name.text, node);
      });
    }
  }

  /** Resources and types, to be laid beside those of schema.json. */
  written(): { readonly resources: Json; readonly types: Json } {
    this.known("Link", "links");
    const resources = Object.entries(COMPONENTS).map(([name, { args, description, outputs }]): [string, Json] => {
      const { properties, required } = this.propertiesOf(args, []);
      const component = { isComponent: true, description, inputProperties: properties, requiredInputs: required };
      return [`dockwire:index:${name}`, { ...component, ...outputs }];
    });
    return { resources: Object.fromEntries(resources), types: this.types };
  }

  private propertiesOf(name: string, omitted: readonly string[]): { properties: Json; required: string[] } {
    const declaration = this.interfaces.get(name);
    if (!declaration) throw new Error(`there is no interface ${name} in components/`);
    const properties: Json = {};
    const required: string[] = [];
    for (const clause of declaration.heritageClauses?.flatMap(({ types }) => [...types]) ?? []) {
      const inherited = this.inherited(clause);
      Object.assign(properties, inherited.properties);
      required.push(...inherited.required);
    }
    for (const member of declaration.members.filter(ts.isPropertySignature)) {
      const key = member.name.getText();
      if (omitted.includes(key) || TYPESCRIPT_ONLY.has(key) || !member.type) continue;
      const type = UNIONS[`${name}.${key}`] ?? this.typeOf(member.type, key);
      properties[key] = { ...type, ...described(member) };
      Object.assign(properties, COMPANIONS[key]);
      if (!member.questionToken) required.push(key);
    }
    const kept = Object.entries(properties).filter(([key]) => !omitted.includes(key));
    return { properties: Object.fromEntries(kept), required: required.filter((key) => !omitted.includes(key)) };
  }

  private inherited(clause: ts.ExpressionWithTypeArguments): { properties: Json; required: string[] } {
    const name = clause.expression.getText();
    const [base, keys] = clause.typeArguments ?? [];
    if (name !== "Omit" || !base || !keys) return this.propertiesOf(name, []);
    return this.propertiesOf(base.getText(), literals(keys));
  }

  private typeOf(node: ts.TypeNode, key: string): Json {
    if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return this.typeOf(node.type, key);
    if (ts.isArrayTypeNode(node)) return { type: "array", items: this.typeOf(node.elementType, key) };
    if (ts.isUnionTypeNode(node)) return this.unionOf(node, key);
    if (ts.isMappedTypeNode(node) && node.type)
      return { type: "object", additionalProperties: this.typeOf(node.type, key) };
    if (ts.isTypeLiteralNode(node)) return this.named(capital(key), this.literalProperties(node));
    if (!ts.isTypeReferenceNode(node)) return this.known(node.getText(), key);
    const name = node.typeName.getText();
    const [first, second] = node.typeArguments ?? [];
    if ((name === "pulumi.Input" || name === "Readonly" || name === "Partial") && first) return this.typeOf(first, key);
    if (name === "Record" && second) return { type: "object", additionalProperties: this.typeOf(second, key) };
    if (name === "Omit" && first && second) {
      return this.named(settingsName(first.getText()), this.propertiesOf(first.getText(), literals(second)));
    }
    return this.known(name, key);
  }

  private known(name: string, key: string): Json {
    const simple = TYPES[name];
    if (simple) return name === "number" && INTEGERS.test(key) ? { type: "integer" } : simple;
    const alias = this.aliases.get(name);
    if (alias) return this.typeOf(alias.type, key);
    return this.named(name.replace(/Args$/, ""), this.propertiesOf(name, []));
  }

  /** `false` in a union stands for "none", which other languages write as 0 or as a flag. */
  private unionOf(node: ts.UnionTypeNode, key: string): Json {
    const chosen = UNIONS[key];
    if (chosen) return chosen;
    const types = node.types.filter((type) => !["undefined", "false", "true"].includes(type.getText()));
    if (types.every((type) => ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)))
      return { type: "string" };
    const [only, ...others] = types;
    if (only && others.length === 0) return this.typeOf(only, key);
    throw new Error(`"${key}" is a union that other languages cannot write: ${node.getText()}`);
  }

  private literalProperties(node: ts.TypeLiteralNode): { properties: Json; required: string[] } {
    const members = node.members.filter(ts.isPropertySignature);
    return {
      properties: Object.fromEntries(
        members.flatMap((member) => {
          const key = member.name.getText();
          return member.type ? [[key, { ...this.typeOf(member.type, key), ...described(member) }]] : [];
        }),
      ),
      required: members.filter(({ questionToken }) => !questionToken).map(({ name }) => name.getText()),
    };
  }

  private named(name: string, { properties, required }: { properties: Json; required: string[] }): Json {
    const token = `dockwire:index:${name}`;
    const logs =
      name === "Logs" ? { engineDefault: { type: "boolean", description: "Keeps the Engine's own settings." } } : {};
    this.types[token] = {
      type: "object",
      properties: { ...properties, ...logs },
      ...(required.length ? { required } : {}),
    };
    return { $ref: `#/types/${token}` };
  }
}

/** A doc comment with its default, as a schema's description. */
function described(member: ts.PropertySignature): Json {
  const [doc] = ts.getJSDocCommentsAndTags(member);
  if (!doc || !ts.isJSDoc(doc)) return {};
  const text = ts.getTextOfJSDocComment(doc.comment) ?? "";
  const standard = doc.tags?.find(({ tagName }) => tagName.text === "default");
  const value = standard && ts.getTextOfJSDocComment(standard.comment)?.replace(/^"(.*)"$/, "`$1`");
  const sentence = value ? `Default: ${value}.` : "";
  const description = [text, sentence].filter(Boolean).join(" ").replace(/\s+/g, " ").trim();
  return description ? { description } : {};
}

function literals(node: ts.TypeNode): string[] {
  return [...node.getText().matchAll(/"([^"]+)"/g)].map(([, key]) => key ?? "");
}

function settingsName(args: string): string {
  return args.replace(/Args$/, "Settings");
}

function capital(key: string): string {
  return key.slice(0, 1).toUpperCase() + key.slice(1);
}
