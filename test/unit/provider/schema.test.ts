import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as components from "../../../components";
import { engineAddress } from "../../../engine/engineAddress";
import { EngineClient } from "../../../engine/EngineClient";
import { providerFunctions } from "../../../provider/functions";
import { secretOutputs } from "../../../provider/protocol/declaration";
import { providerResources } from "../../../provider/resources";
import schema from "../../../provider/schema.json";
import type { Properties } from "../../../provider/protocol/values";

interface ResourceSchema {
  inputProperties: Record<string, { type?: string }>;
  requiredInputs?: string[];
  properties: Record<string, { secret?: boolean }>;
  required?: string[];
}

const resources = schema.resources as unknown as Record<string, ResourceSchema>;
const unreachable = () => new EngineClient(engineAddress({ host: "unix:///nowhere" }, {}));
const implemented = providerResources(unreachable);

const NEW = { urn: "", oldInputs: {} };

describe("The schema is the contract", () => {
  it("of exactly the resources and functions that the provider has", () => {
    assert.deepEqual(implemented.map((one) => one.declaration.type).sort(), Object.keys(resources).sort());
    const functions = providerFunctions(unreachable).map((one) => one.declaration.token);
    assert.deepEqual(functions.sort(), Object.keys(schema.functions).sort());
  });

  for (const resource of implemented) {
    const contract = resources[resource.declaration.type];
    const name = resource.declaration.type.split(":")[2] ?? "";

    describe(name, () => {
      it("takes every input that is in the schema, and no other", async () => {
        const { failures } = await resource.check({ "no such property": 1 }, NEW);
        const listed = /there are: (.*)$/.exec(failures[0]?.reason ?? "")?.[1]?.split(", ") ?? [];
        assert.deepEqual(listed.sort(), Object.keys(contract.inputProperties).sort());
      });

      it("requires what the schema requires", async () => {
        const { failures } = await resource.check({}, NEW);
        const required = failures
          .filter((failure) => failure.reason.endsWith("is required"))
          .map((failure) => failure.property);
        assert.deepEqual(required.sort(), [...(contract.requiredInputs ?? [])].sort());
      });

      it("keeps the same outputs secret", () => {
        const secret = Object.entries(contract.properties).flatMap(([key, { secret }]) => (secret ? [key] : []));
        assert.deepEqual(secretOutputs(resource.declaration).sort(), secret.sort());
      });

      it("has a class with every output of the schema, under its type", async () => {
        const registered: { type: string; keys: string[] }[] = [];
        await pulumi.runtime.setMocks({
          newResource: ({ type, inputs }) => {
            registered.push({ type, keys: Object.keys(inputs as Properties) });
            return { id: "id", state: inputs as Properties };
          },
          call: () => ({}),
        });
        // A resource's class is exported under its own name.
        const Class = (components as unknown as Record<string, new (name: string, args: object) => object>)[name];
        assert.ok(Class, `components/index.ts does not export ${name}`);
        const given = Object.entries(contract.inputProperties).filter(([key]) =>
          contract.requiredInputs?.includes(key),
        );
        const args = Object.fromEntries(given.map(([key, { type }]) => [key, type === "array" ? [] : "x"]));
        const instance = new Class("it", args) as Record<string, unknown>;
        for (const key of Object.keys(contract.properties)) {
          if (contract.required?.includes(key))
            assert.ok(pulumi.Output.isInstance(instance[key]), `no output "${key}"`);
        }
        await new Promise((resolve) => setImmediate(resolve));
        assert.deepEqual(
          registered.map((one) => one.type),
          [resource.declaration.type],
        );
      });
    });
  }
});
