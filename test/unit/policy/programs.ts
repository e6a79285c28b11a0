import * as proxy from "@pulumi/policy/proxy";
import { CONTAINER, PROBE, type Resource } from "../../../policy/resources";
import { type Settings, settingsOf } from "../../../policy/settings";
import { containersOf } from "../../../policy/containers";
import type { Container } from "../../../policy/Container";

/** What the SDK has and its types leave out. */
const { unknownCheckingProxy, unknownStringValue } = proxy as unknown as {
  unknownCheckingProxy: (properties: object) => unknown;
  unknownStringValue: string;
};

/** What stands in a preview for a text that is not known yet. */
export const LATE = unknownStringValue;

/** A resource as the policy SDK hands it over: looking at what is not known yet throws. */
export function resource(
  type: string,
  name: string,
  props: object,
  from: Resource["propertyDependencies"] = {},
): Resource {
  const urn = `urn:pulumi:dev::shop::${type}::${name}`;
  return { type, name, urn, props: unknownCheckingProxy(props) as Resource["props"], propertyDependencies: from };
}

export function container(name: string, props: object = {}, from?: Resource["propertyDependencies"]): Resource {
  return resource(CONTAINER, name, { name, image: "alpine", networksAdvanced: [{ name: "own" }], ...props }, from);
}

export function probe(name: string, props: object): Resource {
  return resource(PROBE, name, { image: "alpine", command: ["true"], ...props });
}

export function attachment(container: string, network: string, from?: Resource["propertyDependencies"]): Resource {
  return resource("dockwire:index:NetworkAttachment", `${container}-on-${network}`, { container, network }, from);
}

/** What a rule says of a whole stack. */
export function said(
  rule: (one: Container, settings: Settings) => string[],
  resources: readonly Resource[],
  settings: Partial<Settings> = {},
): string[] {
  return containersOf(resources, true).flatMap((one) => rule(one, settingsOf(settings)));
}

/** What a rule says of one resource before it is made. */
export function saidAlone(
  rule: (one: Container, settings: Settings) => string[],
  only: Resource,
  settings: Partial<Settings> = {},
): string[] {
  return containersOf([only], false).flatMap((one) => rule(one, settingsOf(settings)));
}
