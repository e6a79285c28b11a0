import { Document, isScalar, Scalar, visit } from "yaml";
import {
  ConfigValue,
  given,
  Joined,
  LocalPath,
  type Program,
  type ProgramResource,
  type Properties,
  Reference,
  type Value,
} from "./Program";

/** Texts that no version of YAML takes for anything but a text. */
const PLAIN = /^(?!e-?\d+$)[A-Za-z_][A-Za-z0-9_./-]*$/i;
const WORDS = new Set("y n yes no on off true false null".split(" "));

/** A key that Pulumi would run as a function. It does so only when it stands alone in its object. */
const FUNCTION = /^fn::/i;

/** A value that a program in YAML cannot say. */
export class Unsayable extends Error {
  constructor(key: string) {
    super(`An object whose only key is "${key}" is a function call in Pulumi's YAML. Use --language typescript.`);
  }
}

/** The program as the text of Pulumi.yaml. `provider` is where dockwire's provider lies. */
export function yamlProgram(program: Program, provider: string): string {
  const { project, config, resources } = program;
  const settings = config.map(({ key, secret, initial }) => [
    key,
    { type: "string", ...(secret ? { secret } : {}), ...(initial === undefined ? {} : { default: initial }) },
  ]);
  const content = {
    name: project,
    runtime: "yaml",
    packages: { dockwire: provider },
    ...(settings.length ? { config: Object.fromEntries(settings) as object } : {}),
    resources: Object.fromEntries(resources.map((one) => [one.name, resource(one)])),
  };
  const document = new Document(content);
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === "string" && !isPlain(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 });
}

function isPlain(text: string): boolean {
  return (PLAIN.test(text) && !WORDS.has(text.toLowerCase())) || /^\$\{[A-Za-z0-9_.-]+\}$/.test(text);
}

function resource({ type, properties, dependsOn = [], retainOnDelete, deleteBeforeReplace }: ProgramResource): object {
  const options = {
    ...(dependsOn.length ? { dependsOn: dependsOn.map((name) => `\${${name}}`) } : {}),
    ...(retainOnDelete ? { retainOnDelete } : {}),
    ...(deleteBeforeReplace ? { deleteBeforeReplace } : {}),
  };
  return { type, properties: object(properties), ...(Object.keys(options).length ? { options } : {}) };
}

function object(properties: Properties): Record<string, unknown> {
  const entries = given(properties);
  const [first] = entries;
  if (first && entries.length === 1 && FUNCTION.test(first[0])) {
    throw new Unsayable(first[0]);
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, yamlValue(value)]));
}

function yamlValue(value: Value): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object") return value;
  if (value instanceof Reference || value instanceof ConfigValue) return access(value);
  if (value instanceof LocalPath) return `\${pulumi.cwd}/${text(value.relative)}`;
  if (value instanceof Joined) {
    return value.parts.map((part) => (typeof part === "string" ? text(part) : access(part))).join("");
  }
  return Array.isArray(value) ? value.map(yamlValue) : object(value as Properties);
}

function access(value: Reference | ConfigValue): string {
  return value instanceof ConfigValue ? `\${${value.key}}` : `\${${value.resource}.${value.output}}`;
}

/** Pulumi puts values in place of `${...}`; two dollar signs stand for one. */
function text(plain: string): string {
  return plain.replaceAll("$", "$$$$");
}
