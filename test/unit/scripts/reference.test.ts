import assert from "node:assert/strict";
import { schemaPage, typeText } from "../../../scripts/reference/schemaPage";
import { type Schema, schemaPages } from "../../../scripts/reference/schemaPages";

describe("A page of the reference", () => {
  it("says of each property its type, what it is, and what an edit does", () => {
    const properties = {
      name: { type: "string", description: "Its name: a | b\nor c.", willReplaceOnChanges: true },
      password: { type: "string", description: "Its password.", secret: true },
    };
    const page = schemaPage({
      name: "Thing",
      description: "A thing.",
      tables: { Inputs: { properties, required: ["name"] } },
    });
    assert.ok(page.startsWith("# Thing\n\nA thing.\n\n## Inputs\n\n"), page);
    assert.match(
      page,
      /^\| `name` \| string \| Its name: a \\\| b or c\. \*required, another value replaces it\* \|$/m,
    );
    assert.match(page, /^\| `password` \| string \| Its password\. \*secret\* \|$/m);
  });

  it("has no table where there is nothing to say, and its example without marks for Pulumi's registry", () => {
    const description =
      "A thing.\n\n{{% examples %}}\n## Example Usage\n\n{{% example %}}\n### One\n\n```yaml\na: b\n```\n{{% /example %}}\n{{% /examples %}}";
    const page = schemaPage({ name: "Thing", description, tables: { Inputs: { properties: {}, required: [] } } });
    assert.equal(page, "# Thing\n\nA thing.\n\n## Example\n\n### One\n\n```yaml\na: b\n```\n");
  });

  for (const [title, type, text] of [
    ["a list", { type: "array", items: { type: "string" } }, "list of string"],
    [
      "a map of lists",
      { type: "object", additionalProperties: { type: "array", items: { type: "integer" } } },
      "map of list of integer",
    ],
    ["a choice", { oneOf: [{ type: "string" }, { type: "boolean" }] }, "string or boolean"],
    ["a type of this package", { $ref: "#/types/dockwire:index:SubnetPool" }, "[SubnetPool](types.md#subnetpool)"],
    [
      "a component of this package",
      { $ref: "#/resources/dockwire:index:RedisServer" },
      "[RedisServer](RedisServer.md)",
    ],
    [
      "a type of another package",
      { $ref: "/docker/v5.0.0/schema.json#/resources/docker:index%2fcontainer:Container" },
      "Container",
    ],
  ] as const) {
    it(`names ${title} in words`, () => assert.equal(typeText(type), text));
  }
});

describe("The reference", () => {
  const schema: Schema = {
    provider: { description: "How it is reached." },
    types: { "dockwire:index:Part": { properties: { a: { type: "string" } } } },
    resources: {
      "dockwire:index:Whole": {
        description: "A whole. And more.",
        isComponent: true,
        inputProperties: { a: { type: "string" } },
        properties: { a: { type: "string" }, b: { type: "string" } },
      },
      "dockwire:index:Single": { description: "A single." },
    },
    functions: {
      "dockwire:index:look": { description: "A look.", outputs: { properties: { c: { type: "string" } } } },
    },
  };

  it("lists components, resources and functions, each with its first sentence and a page", () => {
    const pages = schemaPages(schema);
    assert.deepEqual([...pages.keys()].sort(), [
      "Provider.md",
      "README.md",
      "Single.md",
      "Whole.md",
      "look.md",
      "types.md",
    ]);
    const index = pages.get("README.md") ?? "";
    assert.match(index, /## Components\n\n- \[Whole\]\(Whole\.md\): A whole\.\n\n## Resources\n\n- \[Single\]/);
    assert.match(index, /## Functions\n\n- \[look\]\(look\.md\): A look\.\n$/);
    assert.match(pages.get("types.md") ?? "", /^# Types\n[^]*^## Part\n\n\| Property/m);
  });

  it("tells an input that is an output too once", () => {
    const page = schemaPages(schema).get("Whole.md") ?? "";
    assert.equal(page.match(/`a`/g)?.length, 1);
    assert.match(page, /## Outputs\n\n[^]*`b`/);
  });
});
