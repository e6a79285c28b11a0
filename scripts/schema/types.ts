import { DescribedType, describeShape } from "./describe";
import { everyType, FUNCTIONS, RESOURCES } from "./providerSchema";
import { HEADER, inputInterface, outputInterface } from "./typescript";

/** The names of the types that programs give. */
const GIVEN = new Set(RESOURCES.flatMap(({ inputs }) => describeShape(inputs).types.map(({ name }) => name)));

/** What a type is called where every value is there; what programs give has its own name already. */
export function outputName(name: string): string {
  return GIVEN.has(name) ? `Assigned${name}` : name;
}

/** The file with every object type that arguments, outputs and results have. */
export function typesFile(): string {
  const given = everyType().filter(({ name }) => GIVEN.has(name));
  const known = RESOURCES.flatMap(({ inputs, outputs }) => [describeShape(inputs), describeShape(outputs)]);
  const results = FUNCTIONS.map(({ outputs }) => describeShape(outputs));
  const outputs = new Map([...known, ...results].flatMap(({ types }) => types.map((type) => [type.name, type])));
  const named = FUNCTIONS.flatMap(({ result, description, outputs: shape }): DescribedType[] =>
    result ? [{ name: result, description, properties: describeShape(shape).properties }] : [],
  );
  return [
    `${HEADER}import type * as pulumi from "@pulumi/pulumi";\n`,
    ...given.map(({ name, description, properties }) => inputInterface(name, description, properties)),
    ...[...outputs.values(), ...named].map((type) => outputInterface(type, outputName)),
  ].join("\n");
}
