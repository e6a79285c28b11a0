import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { packageSchema } from "../../../provider/packageSchema";
import { EXAMPLES, exampleIn } from "../../../scripts/schema/examples";
import { projectRoot } from "../../support/projectRoot";

interface Type {
  type?: string;
  items?: Type;
  additionalProperties?: Type;
  $ref?: string;
}
interface ObjectType {
  properties: Record<string, Type>;
  required?: string[];
}
interface Resource {
  description: string;
  inputProperties: Record<string, Type>;
  requiredInputs?: string[];
  properties: Record<string, Type>;
}
interface Schema {
  types: Record<string, ObjectType>;
  resources: Record<string, Resource>;
  functions: Record<string, { description: string; inputs: ObjectType; outputs: ObjectType }>;
}
interface Program {
  resources?: Record<string, { type: string; properties: Record<string, unknown> }>;
  variables?: Record<string, { "fn::invoke": { function: string; arguments: Record<string, unknown> } }>;
  outputs?: Record<string, string>;
}

const { types, resources, functions } = packageSchema as unknown as Schema;
const nameOf = (token: string) => token.replace("dockwire:index:", "");
const tokenOf = (type: string) => type.replace(/^dockwire:/, "dockwire:index:");
const names = [...Object.keys(resources), ...Object.keys(functions)].map(nameOf);
/** What programs in TypeScript have no use for: components ask it themselves. */
const NOT_IN_TYPESCRIPT = ["checkContainer", "checkMachines", "checkService"];

/** What is wrong with a value, by the schema. Text with a reference in it may become anything. */
function mistakes(value: unknown, type: Type, path: string): string[] {
  if (typeof value === "string" && value.startsWith("${")) return [];
  if (type.items) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, i) => mistakes(item, type.items ?? {}, `${path}[${i}]`));
  }
  if (type.additionalProperties) {
    const entries = Object.entries(value as Record<string, unknown>);
    return entries.flatMap(([key, item]) => mistakes(item, type.additionalProperties ?? {}, `${path}.${key}`));
  }
  if (type.$ref?.startsWith("#/types/")) {
    const { properties, required = [] } = types[type.$ref.slice("#/types/".length)] ?? assert.fail(type.$ref);
    return objectMistakes(value as Record<string, unknown>, { properties, required }, path);
  }
  const kind = type.type === "integer" ? "number" : type.type;
  return kind && typeof value !== kind ? [`${path} is no ${kind}`] : [];
}

function objectMistakes(value: Record<string, unknown>, { properties, required = [] }: ObjectType, path: string) {
  const missing = required.filter((key) => !(key in value)).map((key) => `${path}.${key} is missing`);
  const given = Object.entries(value).flatMap(([key, item]) => {
    const type = properties[key];
    return type ? mistakes(item, type, `${path}.${key}`) : [`there is no ${path}.${key}`];
  });
  return [...missing, ...given];
}

/** What a YAML program gets wrong, by the schema. */
function programMistakes(program: Program): string[] {
  const outputs: Record<string, Record<string, unknown>> = {};
  const found: string[] = [];
  for (const [name, { type, properties }] of Object.entries(program.resources ?? {})) {
    if (type.startsWith("docker:")) continue;
    const resource = resources[tokenOf(type)];
    if (!resource) return [`there is no ${type}`];
    outputs[name] = resource.properties;
    const { inputProperties, requiredInputs } = resource;
    found.push(...objectMistakes(properties, { properties: inputProperties, required: requiredInputs }, name));
  }
  for (const [name, { "fn::invoke": call }] of Object.entries(program.variables ?? {})) {
    const fn = functions[tokenOf(call.function)];
    if (!fn) return [`there is no ${call.function}`];
    outputs[name] = fn.outputs.properties;
    found.push(...objectMistakes(call.arguments, fn.inputs, name));
  }
  const references = [...JSON.stringify(program).matchAll(/\$\{(\w+)\.(\w+)/g)];
  for (const [, name = "", output = ""] of references) {
    const known = outputs[name];
    if (known && output !== "id" && !(output in known)) found.push(`${name} has no output ${output}`);
  }
  return found;
}

describe("The schema's examples", () => {
  it("are there for every resource, component and function, and for nothing else", () => {
    const pages = readdirSync(EXAMPLES).map((file) => file.replace(/\.md$/, ""));
    assert.deepEqual(pages.sort(), [...names].sort());
  });

  it("are written in every language, where the CLI's generators look for them", () => {
    for (const [token, { description }] of [...Object.entries(resources), ...Object.entries(functions)]) {
      const [, examples = ""] = /\{\{% examples %\}\}([^]*)\{\{% \/examples %\}\}$/.exec(description) ?? [];
      const languages = [...examples.matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
      const typescript = NOT_IN_TYPESCRIPT.includes(nameOf(token)) ? [] : ["typescript"];
      assert.deepEqual(languages, [...typescript, "yaml", "python", "go"], token);
    }
  });

  for (const name of names) {
    it(`${name}: its YAML is what the schema takes`, () => {
      assert.deepEqual(programMistakes(parse(exampleIn("yaml", name)) as Program), []);
    });
  }

  it("would be refused with an argument that there is not, one that is missing, or of another type", () => {
    const network = (properties: Record<string, unknown>): Program => ({
      resources: { n: { type: "dockwire:Network", properties } },
      outputs: { it: "${n.nothing}" },
    });
    assert.deepEqual(programMistakes(network({ name: 1, subnetPool: { prefix: 26 } })), [
      "n.name is no string",
      "n.subnetPool.range is missing",
      "there is no n.subnetPool.prefix",
      "n has no output nothing",
    ]);
    assert.deepEqual(programMistakes({ resources: { n: { type: "dockwire:Net", properties: {} } } }), [
      "there is no dockwire:Net",
    ]);
  });

  it("compile in TypeScript, in a strict program", function () {
    this.timeout(300_000);
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      esModuleInterop: true,
      resolveJsonModule: true,
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      types: ["node"],
      typeRoots: [join(projectRoot, "node_modules/@types")],
      paths: { dockwire: [join(projectRoot, "components/index.ts")] },
    };
    const programs = new Map(
      names
        .filter((name) => !NOT_IN_TYPESCRIPT.includes(name))
        .map((name) => [join(projectRoot, `test/unit/scripts/example-${name}.ts`), exampleIn("typescript", name)]),
    );
    const disk = ts.createCompilerHost(options);
    const host: ts.CompilerHost = {
      ...disk,
      fileExists: (file) => programs.has(file) || disk.fileExists(file),
      readFile: (file) => programs.get(file) ?? disk.readFile(file),
      getSourceFile: (file, language, ...rest) => {
        const text = programs.get(file);
        return text === undefined
          ? disk.getSourceFile(file, language, ...rest)
          : ts.createSourceFile(file, text, language, true);
      },
    };
    const program = ts.createProgram([...programs.keys()], options, host);
    const wrong = [...programs.keys()].flatMap((file) =>
      program
        .getSemanticDiagnostics(program.getSourceFile(file))
        .map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`),
    );
    assert.deepEqual(wrong, []);
  });
});
