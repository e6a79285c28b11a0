import { version } from "../../package.json";
import { EngineClient } from "../../engine/EngineClient";
import { engineAddress } from "../../engine/engineAddress";
import { providerFunctions } from "../../provider/functions";
import type { FunctionDeclaration, ResourceDeclaration } from "../../provider/protocol/declaration";
import { providerInputs } from "../../provider/protocol/providerShape";
import { providerResources } from "../../provider/resources";
import { Described, DescribedType, describeShape } from "./describe";

type Json = Record<string, unknown>;

/** Nothing is asked of it: a declaration needs no Engine. */
const nobody = () => new EngineClient(engineAddress({ host: "unix:///nowhere" }, {}));

/** What the provider declares, in its own order. */
export const RESOURCES = providerResources(nobody).map(({ declaration }) => declaration);
export const FUNCTIONS = providerFunctions(nobody).map(({ declaration }) => declaration);

/** All that the schema has of the provider: everything but the components. */
export function providerSchema(examples: (name: string) => string): Json {
  const { properties: settings } = describeShape(providerInputs);
  return {
    name: "dockwire",
    version,
    displayName: "dockwire",
    description: "Containers that talk to each other, declared in code, wired while they run.",
    keywords: ["pulumi", "docker", "network", "redis", "category/infrastructure", "kind/native"],
    license: "Apache-2.0",
    publisher: "dockwire",
    config: { variables: propertiesOf(settings) },
    provider: { description: "How the Docker Engine is reached.", inputProperties: propertiesOf(settings) },
    types: Object.fromEntries(everyType().map((type) => [`dockwire:index:${type.name}`, typeSchema(type)])),
    resources: Object.fromEntries(RESOURCES.map((one) => [one.type, resourceSchema(one, examples)])),
    functions: Object.fromEntries(FUNCTIONS.map((one) => [one.token, functionSchema(one, examples)])),
    language: {
      nodejs: { packageName: "dockwire", respectSchemaVersion: true },
      python: { packageName: "pulumi_dockwire", respectSchemaVersion: true },
      go: { generateResourceContainerTypes: true, respectSchemaVersion: true },
    },
  };
}

/** The object types of all declarations, each once. */
export function everyType(): DescribedType[] {
  const types = [...RESOURCES, ...FUNCTIONS].flatMap(({ inputs, outputs }) => [
    ...describeShape(inputs).types,
    ...describeShape(outputs).types,
  ]);
  return [...new Map(types.map((type) => [type.name, type])).values()];
}

/** Inputs and what is known besides; of two with one name the output counts. */
export function everyOutput({ inputs, outputs }: ResourceDeclaration): Described[] {
  const all = [...describeShape(inputs).properties, ...describeShape(outputs).properties];
  return [...new Map(all.map((property) => [property.key, property])).values()];
}

function resourceSchema(declaration: ResourceDeclaration, examples: (name: string) => string): Json {
  const { description, formerTypes, inputs, listInputs } = declaration;
  const given = describeShape(inputs).properties;
  const made = everyOutput(declaration);
  return {
    description: description + examples(nameOf(declaration.type)),
    inputProperties: propertiesOf(given),
    ...requiring("requiredInputs", given),
    properties: propertiesOf(made),
    ...requiring("required", made),
    ...(listInputs
      ? { listInputs: { type: "object", properties: propertiesOf(describeShape(listInputs).properties) } }
      : {}),
    ...(formerTypes.length ? { aliases: formerTypes.map((type) => ({ type })) } : {}),
  };
}

function functionSchema(
  { token, description, inputs, outputs }: FunctionDeclaration,
  examples: (name: string) => string,
): Json {
  const object = (properties: readonly Described[]) => ({
    type: "object",
    properties: propertiesOf(properties),
    ...requiring("required", properties),
  });
  return {
    description: description + examples(nameOf(token)),
    inputs: object(describeShape(inputs).properties),
    outputs: object(describeShape(outputs).properties),
  };
}

function typeSchema({ description, properties }: DescribedType): Json {
  return { description, type: "object", properties: propertiesOf(properties), ...requiring("required", properties) };
}

function propertiesOf(properties: readonly Described[]): Json {
  const entries = properties.map(({ key, type, description, standard, secret, replaces }): [string, Json] => {
    const marks = { ...(secret ? { secret } : {}), ...(replaces ? { willReplaceOnChanges: true } : {}) };
    return [key, { ...type, description: standard ? `${description} Default: ${standard}.` : description, ...marks }];
  });
  return Object.fromEntries(entries);
}

function requiring(key: string, properties: readonly Described[]): Json {
  const required = properties.filter((property) => property.required).map((property) => property.key);
  return required.length ? { [key]: required } : {};
}

/** The last part of a token. */
export function nameOf(token: string): string {
  return token.split(":")[2] ?? "";
}
