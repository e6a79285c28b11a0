import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { structured } from "../../../construct/structure";

const text = async (output: unknown) => (output as { promise(): Promise<unknown> }).promise();

describe("Structure in the inputs of a component of another language", () => {
  before(() => pulumi.runtime.setMocks({ call: () => ({}), newResource: ({ name }) => ({ id: name, state: {} }) }));

  it("is taken out of an output, and what hangs on it stays an output", async () => {
    const inputs = pulumi.output({ ports: [{ internal: 80 }], image: "redis" });
    const made = (await structured(inputs, { fields: { ports: "plain" } }, "")) as Record<string, unknown>;
    assert.deepEqual(made.ports, [{ internal: 80 }]);
    assert.ok(pulumi.Output.isInstance(made.image));
    assert.equal(await text(made.image), "redis");
  });

  it("keeps what hangs on it secret when the whole was a secret", async () => {
    const inputs = pulumi.secret({ db: "word" });
    const made = (await structured(inputs, { record: "value" }, "environment")) as Record<string, unknown>;
    assert.equal(await text(made.db), "word");
    assert.equal(await (made.db as { isSecret: Promise<boolean> }).isSecret, true);
  });

  it("is refused by its path when it is not known at preview", async () => {
    const unknown = new (pulumi.Output as unknown as new (...args: unknown[]) => unknown)(
      new Set(),
      Promise.resolve(undefined),
      Promise.resolve(false),
      Promise.resolve(false),
      Promise.resolve(new Set()),
    );
    const clients = { web: { ports: unknown } };
    const shape = { fields: { clients: { record: { fields: { ports: "plain" as const } } } } };
    await assert.rejects(
      structured({ clients }, shape, ""),
      /^Error: "clients\.web\.ports": .*has to be known at preview/,
    );
  });

  it("says what is no server", async () => {
    await assert.rejects(structured({ db: "redis" }, { record: "service" }, "uses"), /"uses\.db": this is no server/);
  });

  it("leaves out what nobody gave", async () => {
    assert.deepEqual(await structured({ a: null, b: undefined, c: [] }, { fields: { c: { list: "value" } } }, ""), {
      c: [],
    });
  });
});
