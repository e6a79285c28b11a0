import type { Policy, PolicyConfigSchema, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Container } from "./Container";
import { containersOf } from "./containers";
import type { Resource } from "./resources";
import { type Settings, settingsOf } from "./settings";

type Judge = (container: Container, settings: Settings) => string[];

/** What a policy is called, why it is there, and which settings it has. */
export interface ContainerPolicy extends Omit<Policy, "enforcementLevel" | "configSchema"> {
  /** Lists of names that a stack may give, with what each is for. */
  readonly lists?: Partial<Record<keyof Settings, string>>;
  /** What is wrong with a container; nothing when it is as it should be. */
  readonly judge: Judge;
}

/**
 * A policy about every container. What a single resource shows is refused before that resource is made, also by an update
 * without a preview; what only several show together is refused at the end of the preview.
 */
export function containerPolicy({
  lists,
  judge,
  ...about
}: ContainerPolicy): ResourceValidationPolicy & StackValidationPolicy {
  const alone = ({ type, urn, name, props }: Resource, settings: Settings) =>
    containersOf([{ type, urn, name, props }], false).flatMap((container) => judge(container, settings));
  return {
    ...about,
    enforcementLevel: "mandatory",
    ...(lists ? { configSchema: listSchema(lists) } : {}),
    validateResource: (resource, report) => {
      const settings = settingsOf(resource.getConfig<Partial<Settings>>());
      for (const problem of alone(resource, settings)) report(problem);
    },
    validateStack: (stack, report) => {
      const settings = settingsOf(stack.getConfig<Partial<Settings>>());
      const told = new Set(stack.resources.flatMap((resource) => alone(resource, settings)));
      for (const container of containersOf(stack.resources, true)) {
        for (const problem of judge(container, settings)) if (!told.has(problem)) report(problem, container.urn);
      }
    },
  };
}

function listSchema(lists: NonNullable<ContainerPolicy["lists"]>): PolicyConfigSchema {
  const properties = Object.entries(lists).map(([name, description]) => [
    name,
    { type: "array" as const, items: { type: "string" as const }, default: [], description },
  ]);
  return { properties: Object.fromEntries(properties) as PolicyConfigSchema["properties"] };
}
