import type { ResourceDeclaration } from "../../provider/protocol/declaration";
import { secretOutputs } from "../../provider/protocol/declaration";
import { providerInputs } from "../../provider/protocol/providerShape";
import { Described, describeShape } from "./describe";
import { everyOutput, nameOf } from "./providerSchema";
import { comment, HEADER, inputInterface, notes, typesIn, valueType } from "./typescript";

/** How a resource that stands for a name becomes one. */
const CONVERSIONS: Readonly<Record<string, string>> = {
  ContainerRef: "containerIdOf",
  NetworkRef: "networkIdOf",
  VolumeRef: "volumeNameOf",
};

/** The file with a resource's arguments and its class, as an SDK has it. */
export function resourceFile(
  declaration: ResourceDeclaration,
  example: string,
  outputName: (name: string) => string,
): string {
  const name = nameOf(declaration.type);
  const inputs = describeShape(declaration.inputs).properties;
  const outputs = everyOutput(declaration);
  const refs = [...new Set(inputs.flatMap(({ takes }) => takes ?? []))];
  const references = refs.flatMap((ref) => [ref, CONVERSIONS[ref] ?? ""]).sort();
  const types = [...typesIn(inputs), ...typesIn(outputs).map(outputName)].sort();
  return [
    HEADER,
    `import * as pulumi from "@pulumi/pulumi";\n`,
    references.length ? `import { ${references.join(", ")} } from "../shared/references";\n` : "",
    `import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";\n`,
    types.length ? `import type { ${[...new Set(types)].join(", ")} } from "./types";\n` : "",
    `\n/** Every output, as in the schema. */\nconst OUTPUTS = ${JSON.stringify(outputs.map(({ key }) => key))} as const;\n\n`,
    inputInterface(`${name}Args`, `What a ${name} takes.`, inputs),
    `\n${comment([declaration.description, ...(example ? ["", "@example", ...linesOf(example)] : [])].join("\n"))}\n`,
    `export class ${name} extends pulumi.CustomResource {\n`,
    identity(declaration.type),
    outputs.map((output) => property(output, outputName)).join("\n"),
    construction(declaration, inputs),
    statics(name, inputs),
    "}\n",
  ].join("");
}

/** The file with the provider's arguments and its class. */
export function providerFile(): string {
  const { properties } = describeShape(providerInputs);
  const given = properties.map(({ key, type, secret }) => {
    if (type.type !== "string") {
      return `      // The protocol has no lists in a provider's configuration.
      ${key}: args.${key} === undefined ? undefined : pulumi.jsonStringify(args.${key}),`;
    }
    return `      ${key}: ${secret ? `args.${key} === undefined ? undefined : pulumi.secret(args.${key})` : `args.${key}`},`;
  });
  const declared = properties.filter(({ type }) => type.type === "string");
  return `${HEADER}import * as pulumi from "@pulumi/pulumi";
import { isOfType, resourceOptsDefaults } from "../shared/resourceOptions";

${inputInterface("ProviderArgs", "Which Engine a Provider asks. Without any of these it finds the Engine as the docker command does (docs/engines.md).", properties)}
/**
 * A Docker Engine that resources, components and functions are given to, for programs with more than one.
 *
 * @example
 * const host = "ssh://deploy@engine.example";
 * const providers = [new Provider("b", { host }), new docker.Provider("b", { host })];
 * new RedisServer("cache", { network }, { providers });
 */
export class Provider extends pulumi.ProviderResource {
${identity("dockwire")}${declared.map((one) => property(one, String)).join("\n")}

  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const inputs = {
${given.join("\n")}
    };
    super(Provider.__pulumiType, name, inputs, pulumi.mergeOptions(resourceOptsDefaults(), opts));
  }

  /** Whether the value is a Provider, also one of another copy of this package. */
  static isInstance(value: unknown): value is Provider {
    return isOfType(value, \`pulumi:providers:\${Provider.__pulumiType}\`);
  }
}
`;
}

function identity(token: string): string {
  return `  /** The type token. */
  static readonly type = ${JSON.stringify(token)};
  /** @internal */
  static readonly __pulumiType = ${JSON.stringify(token)};

`;
}

function property(output: Described, outputName: (name: string) => string): string {
  const type = valueType(output.type, outputName) + (output.required ? "" : " | undefined");
  return `${comment(notes(output), "  ")}\n  declare readonly ${output.key}: pulumi.Output<${type}>;`;
}

function construction(declaration: ResourceDeclaration, inputs: readonly Described[]): string {
  const name = nameOf(declaration.type);
  const optional = inputs.every(({ required }) => !required);
  const named = inputs.flatMap(({ key, type, takes }) => {
    const convert = CONVERSIONS[takes ?? ""];
    if (!convert) return [];
    return [type.type === "array" ? `${key}: args.${key}?.map(${convert})` : `${key}: ${convert}(args.${key})`];
  });
  const secret = secretOutputs(declaration);
  const own = [
    ...(declaration.formerTypes.length
      ? [`aliases: ${JSON.stringify(declaration.formerTypes.map((type) => ({ type })))}`]
      : []),
    ...(secret.length ? [`additionalSecretOutputs: ${JSON.stringify(secret)}`] : []),
  ];
  return `

  constructor(name: string, args: ${name}Args${optional ? " = {}" : ""}, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args${named.map((one) => `, ${one}`).join("")} };
    super(${name}.__pulumiType, name, inputs, resourceOptions(opts${own.length ? `, { ${own.join(", ")} }` : ""}));
  }
`;
}

function statics(name: string, inputs: readonly Described[]): string {
  const optional = inputs.every(({ required }) => !required);
  return `
  /** A ${name} that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ${name} {
    return new ${name}(name, ${optional ? "{}" : `{} as ${name}Args`}, { ...opts, id });
  }

  /** Whether the value is a ${name}, also one of another copy of this package. */
  static isInstance(value: unknown): value is ${name} {
    return isOfType(value, ${name}.__pulumiType);
  }
`;
}

/** An example without what every program imports. */
function linesOf(example: string): string[] {
  return example
    .replace(/^import .*\n/gm, "")
    .trim()
    .split("\n");
}
