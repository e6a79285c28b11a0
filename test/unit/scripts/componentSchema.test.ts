import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COMPONENT_SCHEMA, componentSchemaText } from "../../../scripts/schema/generate";
import { projectRoot } from "../../support/projectRoot";

interface Described {
  readonly description?: string;
}
interface Written {
  readonly resources: Record<
    string,
    { inputProperties: Record<string, Described>; properties: Record<string, Described> }
  >;
  readonly types: Record<string, { properties: Record<string, Described> }>;
}

describe("The components' part of the schema", () => {
  const text = readFileSync(join(projectRoot, COMPONENT_SCHEMA), "utf8");
  const { resources, types } = JSON.parse(text) as Written;

  it("is what the argument interfaces say now; `npm run generate` writes it", async () => {
    assert.equal(text, await componentSchemaText());
  });

  it("has every component, and no argument that only TypeScript can give", () => {
    assert.deepEqual(Object.keys(resources).sort(), [
      "dockwire:index:AppNetwork",
      "dockwire:index:ClientApp",
      "dockwire:index:ClientService",
      "dockwire:index:ExistingRedis",
      "dockwire:index:RedisReplicas",
      "dockwire:index:RedisServer",
    ]);
    for (const { inputProperties } of Object.values(resources)) {
      assert.ok(!("transform" in inputProperties));
    }
  });

  it("describes every argument, output and field", () => {
    const all = [
      ...Object.entries(resources).flatMap(([token, one]) => [
        [token, one.inputProperties] as const,
        [token, one.properties] as const,
      ]),
      ...Object.entries(types).map(([token, one]) => [token, one.properties] as const),
    ];
    const silent = all.flatMap(([token, properties]) =>
      Object.entries(properties).flatMap(([key, { description }]) => (description ? [] : [`${token} ${key}`])),
    );
    assert.deepEqual(silent, []);
  });

  it("names only types that there are", () => {
    const own = [...text.matchAll(/"#\/types\/([^"]+)"/g)].map(([, token]) => token ?? "");
    assert.deepEqual(
      own.filter((token) => !(token in types)),
      [],
    );
  });
});
