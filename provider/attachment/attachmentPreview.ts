import type { EngineClient } from "../../engine/EngineClient";
import { computedOutputs } from "../protocol/declaration";
import type { Operation } from "../protocol/Resource";
import { hasUnknown, Properties, UNKNOWN } from "../protocol/values";
import { attachmentInputs } from "./attachmentInputs";
import { networkAttachment } from "./attachmentShape";
import type { Claimant } from "./claims";
import type { ExpectedSubnets } from "./ExpectedSubnets";
import { LiveAttachment, NotFoundError } from "./LiveAttachment";

const COMPUTED = computedOutputs(networkAttachment);

/** Whose connection is previewed; `attempt` begins every warning. */
export interface PreviewContext {
  readonly engine: EngineClient;
  readonly attempt: string;
  readonly claimant: Claimant;
  readonly expected: Pick<ExpectedSubnets, "of">;
}

/**
 * Warns about conflicts. While other inputs are not known, it reports only a missing container or network; while these two
 * are not known, nothing. An Engine that does not answer is a warning at preview, not an error.
 */
export async function previewAttachment(
  { engine, attempt, claimant, expected }: PreviewContext,
  given: Properties,
  operation: Operation,
): Promise<LiveAttachment | undefined> {
  if (hasUnknown(given.container) || hasUnknown(given.network)) return undefined;
  const inputs = attachmentInputs(given);
  let live: LiveAttachment;
  try {
    live = await LiveAttachment.find(engine, attempt, inputs);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    operation.warn(error instanceof NotFoundError ? `${message} This is fine if this update makes it.` : message);
    return undefined;
  }
  if (!hasUnknown(given)) {
    const ipam = expected.of(inputs.network)?.slice();
    for (const warning of await live.warnings(inputs, claimant, ipam)) operation.warn(warning);
  }
  return live;
}

/** What is known of an attachment before it is made. */
export function createdState(given: Properties): Properties {
  return { ...given, ...Object.fromEntries(COMPUTED.map((key) => [key, UNKNOWN])) };
}

/** What is known of an attachment before it is changed. */
export function updatedState(state: Properties, given: Properties): Properties {
  const outputs = Object.fromEntries(COMPUTED.map((key) => [key, state[key] ?? UNKNOWN]));
  const readdressed = (["ipv4Address", "ipv6Address"] as const).some((key) => given[key] !== state[key]);
  const unknown = ["endpointId", "dnsNames", ...(readdressed ? ["assignedIpv4Address", "assignedIpv6Address"] : [])];
  return { ...given, ...outputs, ...Object.fromEntries(unknown.map((key) => [key, UNKNOWN])) };
}
