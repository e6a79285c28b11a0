import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import ts from "typescript";
import { parse } from "yaml";
import { Names } from "../../../cli/program/Names";
import { ConfigValue, Joined, LocalPath, type Program, Reference } from "../../../cli/program/Program";
import { typescriptProgram } from "../../../cli/program/typescriptProgram";
import { yamlProgram } from "../../../cli/program/yamlProgram";

const program = (properties: Program["resources"][number]["properties"]): Program => ({
  project: "p",
  config: [],
  resources: [{ name: "r", type: "dockwire:Network", properties }],
});
const written = (text: string) =>
  (parse(text) as { resources: { r: { properties: Record<string, unknown> } } }).resources.r.properties;

/** Runs a program with classes that tell what they were given. */
function runTypescript(text: string): unknown[] {
  const made: unknown[] = [];
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  class Made {
    readonly name = "NAME";
    constructor(...args: unknown[]) {
      made.push(args);
    }
  }
  const config = {
    Config: class Config {
      require = (key: string) => `config ${key}`;
      get = () => undefined;
    },
  };
  const interpolate = (parts: readonly string[], ...values: string[]) => String.raw({ raw: parts }, ...values);
  const modules: Record<string, unknown> = {
    dockwire: { Network: Made, NetworkAttachment: Made },
    "@pulumi/docker": { Container: Made },
    "@pulumi/pulumi": { ...config, interpolate },
    "node:path": { resolve: (...parts: string[]) => parts.join("/") },
  };
  const require = (name: string) => modules[name];
  runInNewContext(outputText, { require, exports: {}, __dirname: "HERE" });
  // Objects of another context have other prototypes.
  return JSON.parse(JSON.stringify(made)) as unknown[];
}

const text = fc.string({ unit: "binary" });

describe("A program that is written", () => {
  it("says every text in TypeScript as it was", () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), (labels) => {
        assert.deepEqual(runTypescript(typescriptProgram(program({ labels }))), [
          ["r", { labels: JSON.parse(JSON.stringify(labels)) as object }],
        ]);
      }),
    );
  });

  it("says every text in YAML as it was, with dollar signs doubled, also to parsers of the older YAML", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string(), { minKeys: 2 }), (labels) => {
        const text = yamlProgram(program({ labels }), "./provider");
        const expected = Object.fromEntries(Object.entries(labels).map(([k, v]) => [k, v.replaceAll("$", "$$$$")]));
        for (const version of ["1.1", "1.2"] as const) {
          const { labels: found } = (
            parse(text, { version, merge: false }) as { resources: { r: { properties: { labels: object } } } }
          ).resources.r.properties;
          assert.deepEqual({ ...found }, { ...expected });
        }
      }),
    );
  });

  for (const text of [
    "yes",
    "No",
    "on",
    "null",
    "~",
    "1e3",
    "E-0",
    "e5",
    "0o17",
    "017",
    "12:30",
    "2020-01-01",
    "<<",
    "=",
    "- a",
  ]) {
    it(`keeps ${text} a text in YAML`, () => {
      const yaml = yamlProgram(program({ driver: text }), "./provider");
      assert.ok(yaml.includes(`driver: ${JSON.stringify(text)}\n`), yaml);
    });
  }

  it("refuses an object that YAML would take for a function, and says it in TypeScript", () => {
    const one = program({ labels: { "FN::readFile": "/etc/passwd" } });
    assert.throws(() => yamlProgram(one, "./provider"), /only key is "FN::readFile"/);
    assert.deepEqual(runTypescript(typescriptProgram(one)), [["r", { labels: { "FN::readFile": "/etc/passwd" } }]]);
  });

  it("refers to resources, settings and files in both languages", () => {
    const both: Program = {
      project: "p",
      config: [
        { key: "word", secret: false },
        { key: "other", secret: true, initial: "x" },
      ],
      resources: [
        { name: "class", type: "dockwire:Network", properties: { name: "n" } },
        {
          name: "class-2",
          type: "docker:Container",
          properties: {
            network: new Reference("class", "name"),
            word: new ConfigValue("word"),
            joined: new Joined(["a`${b}\\", new ConfigValue("word"), "$"]),
            file: new LocalPath("../x.txt"),
          },
          dependsOn: ["class"],
          retainOnDelete: true,
        },
      ],
    };
    const text = typescriptProgram(both);
    assert.match(text, /^import \{ resolve \} from "node:path";\nimport \* as docker .*\nimport \* as pulumi /);
    assert.match(text, /const class2 = new Network\("class", \{ name: "n" \}\);/);
    assert.match(text, /const other = config\.getSecret\("other"\) \?\? "x";|getSecret/);
    const properties = { network: "NAME", word: "config word", joined: "a`${b}\\config word$", file: "HERE/../x.txt" };
    const made = runTypescript(text.replace(/config\.getSecret\("other"\)/, "undefined"));
    assert.deepEqual((made[1] as unknown[])[1], properties);
    const yaml = parse(yamlProgram(both, "./provider")) as { resources: Record<string, Record<string, unknown>> };
    assert.deepEqual(yaml.resources["class-2"], {
      type: "docker:Container",
      properties: {
        network: "${class.name}",
        word: "${word}",
        joined: "a`$${b}\\${word}$$",
        file: "${pulumi.cwd}/../x.txt",
      },
      options: { dependsOn: ["${class}"], retainOnDelete: true },
    });
  });

  it("calls variables in TypeScript as that language does, also those of settings in capitals", () => {
    const config = ["DB_PASSWORD", "URL", "class", "a.b-c"].map((key) => ({ key, secret: true }));
    const text = typescriptProgram({ project: "p", config, resources: [] });
    const names = [...text.matchAll(/^const (\w+) = config/gm)].map(([, name]) => name);
    assert.deepEqual(names, ["dbPassword", "url", "class2", "aBC"]);
  });

  it("leaves out what has no value", () => {
    assert.deepEqual(written(yamlProgram(program({ name: "n", subnet: undefined }), "./provider")), { name: "n" });
  });
});

describe("Names of resources", () => {
  it("are the plain ones where they can be, and else bear a hash of what they are of", () => {
    const names = new Names();
    assert.equal(names.of("network/back", "back"), "back");
    assert.match(names.of("network/back.x", "back.x"), /^back-x-[0-9a-f]{6}$/);
    assert.match(names.of("container/back", "back"), /^back-[0-9a-f]{6}$/);
    assert.match(names.of("network/1", "1"), /^n-1-[0-9a-f]{6}$/);
    assert.match(names.of("network/ü", "ü"), /^unnamed-[0-9a-f]{6}$/);
  });
});
