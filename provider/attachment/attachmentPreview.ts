import type { EngineClient } from "../../engine/EngineClient";
import type { AttachmentInputs } from "./attachmentState";
import type { Operation } from "../protocol/Resource";
import { Properties, UNKNOWN } from "../protocol/values";
import type { IsMoving } from "./AliasRegistry";
import { LiveAttachment, NotFoundError } from "./LiveAttachment";

const COMPUTED = [
  "containerId",
  "containerName",
  "networkId",
  "networkName",
  "endpointId",
  "assignedIpv4Address",
  "assignedIpv6Address",
  "gateway",
  "ipv6Gateway",
  "assignedMacAddress",
  "dnsNames",
  "apiVersion",
];

/**
 * Warns of what stands in the way as things are; of nothing but missing ends while the inputs are not known. Without an
 * Engine it simply believes.
 */
export async function previewWarnings(
  engine: EngineClient,
  attempt: string,
  ends: { container: string; network: string },
  inputs: AttachmentInputs | undefined,
  operation: Operation,
  isMoving: IsMoving,
): Promise<void> {
  let live: LiveAttachment;
  try {
    live = await LiveAttachment.find(engine, attempt, ends);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    operation.warn(error instanceof NotFoundError ? `${message} This is fine if this update makes it.` : message);
    return;
  }
  if (inputs) for (const doubt of await live.doubts(inputs, isMoving)) operation.warn(doubt);
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
