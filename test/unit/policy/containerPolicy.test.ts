import assert from "node:assert/strict";
import type { ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { containerPolicy } from "../../../policy/containerPolicy";
import type { Resource } from "../../../policy/resources";
import { movingImage } from "../../../policy/rules/images";
import { container, resource } from "./programs";

describe("A policy about containers", () => {
  const { validateResource, validateStack, ...about } = containerPolicy({
    name: "pinned-images",
    description: "Images are pinned.",
    severity: "medium",
    lists: { productionStacks: "Further stacks." },
    judge: movingImage,
  });
  const getConfig = () => ({ productionStacks: ["dev"] });

  function inStack(resources: readonly Resource[]): [string, string | undefined][] {
    const told: [string, string | undefined][] = [];
    const stack = { resources, getConfig } as unknown as StackValidationArgs;
    void validateStack(stack, (message, urn) => told.push([message, urn]));
    return told;
  }

  function alone(one: Resource): string[] {
    const told: string[] = [];
    assert.ok(typeof validateResource === "function");
    void validateResource({ ...one, getConfig } as unknown as ResourceValidationArgs, (message) => told.push(message));
    return told;
  }

  it("is mandatory, and its settings are lists of names", () => {
    const { enforcementLevel, configSchema } = about;
    assert.equal(enforcementLevel, "mandatory");
    const list = { type: "array", items: { type: "string" }, default: [], description: "Further stacks." };
    assert.deepEqual(configSchema, { properties: { productionStacks: list } });
  });
  it("tells before the resource is made what that shows by itself, and not again of the whole stack", () => {
    const one = container("c", { image: "redis:7" });
    assert.match(alone(one).join(), /^container "c": image "redis:7" may be another one tomorrow/);
    assert.deepEqual(inStack([one]), []);
  });
  it("tells of the whole stack what only several resources show, at the container", () => {
    const image = resource("docker:index/remoteImage:RemoteImage", "i", { name: "redis:7" });
    const one = container("c", { image: "sha256:1" }, { image: [image] });
    const [told] = inStack([image, one]).filter(([message]) => message.includes("redis:7"));
    assert.match(told?.[0] ?? "", /^container "c": image "redis:7" may be another one tomorrow/);
    assert.equal(told?.[1], one.urn);
    assert.deepEqual(alone(image), []);
  });
});
