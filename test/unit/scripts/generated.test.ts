import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { describeShape } from "../../../scripts/schema/describe";
import { generatedFiles } from "../../../scripts/schema/generate";
import { projectRoot } from "../../support/projectRoot";

describe("The schema, the arguments and the classes of resources", () => {
  it("are what the declarations in provider/ say now; `npm run generate` writes them", async () => {
    for (const [path, text] of await generatedFiles()) {
      assert.equal(readFileSync(join(projectRoot, path), "utf8"), text, `${path} is stale: npm run generate`);
    }
  });

  it("have no file that nothing declares any more", async () => {
    const written = [...(await generatedFiles()).keys()].filter((path) => path.startsWith("components/generated/"));
    const there = readdirSync(join(projectRoot, "components/generated")).map((file) => `components/generated/${file}`);
    assert.deepEqual(there.sort(), written.sort());
  });
});

describe("A declared shape", () => {
  const one = (type: z.ZodType) => describeShape({ it: type }).properties[0];

  it("tells type, default, and what marks it", () => {
    const about = { description: "A limit.", replaces: true, secret: true };
    assert.deepEqual(one(z.number().int().min(1).default(3).meta(about)), {
      key: "it",
      type: { type: "integer" },
      required: false,
      description: "A limit.",
      secret: true,
      replaces: true,
      standard: "3",
      takes: undefined,
    });
  });

  it("says a default in words where they are given, and calls an empty one none", () => {
    const texts = z.record(z.string(), z.string()).default({});
    assert.equal(one(texts.meta({ description: "Labels." }))?.standard, "none");
    assert.equal(one(texts.meta({ description: "Labels.", otherwise: "the owner's" }))?.standard, "the owner's");
    assert.equal(one(z.string().meta({ description: "A name." }))?.standard, undefined);
  });

  it("names an object type once, and refers to it", () => {
    const file = z
      .object({ path: z.string().meta({ description: "Where." }) })
      .meta({ id: "F", description: "A file." });
    const { properties, types } = describeShape({ files: z.array(file).meta({ description: "Files." }) });
    assert.deepEqual(properties[0]?.type, { type: "array", items: { $ref: "#/types/dockwire:index:F" } });
    assert.deepEqual(
      types.map(({ name, description, properties: [path] }) => [name, description, path?.key, path?.required]),
      [["F", "A file.", "path", true]],
    );
  });

  it("is refused without a description, or with a note that nobody reads", () => {
    assert.throws(() => one(z.string()), { message: '".it" has no description' });
    assert.throws(() => one(z.string().meta({ description: "A name.", replace: true })), {
      message: '".it": .meta() knows no replace',
    });
  });
});
