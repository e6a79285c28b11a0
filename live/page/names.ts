import { statusOf } from "../../topology/drawing/containerShape";
import type { Subject } from "../../topology/drawing/Shape";
import { visible } from "../../topology/drawing/escaped";
import type { LiveState } from "../protocol";

/** What a thing is called where it stands alone. */
export function titleOf(subject: Subject): string {
  if (subject.kind === "network") return visible(subject.network);
  if (subject.kind === "container") return visible(subject.container);
  return visible(`${subject.container} on ${subject.network}`);
}

/** A thing for those who listen: the words that are written at it, in their order, and what the picture shows besides. */
export function spoken(subject: Subject, written: readonly string[], state: LiveState): string {
  const name = subject.kind === "connection" ? [titleOf(subject)] : [];
  const words = [...name, ...written, ...furtherFacts(subject, state)].filter(Boolean);
  return visible(`${subject.kind} ${words.join(", ")}`);
}

function furtherFacts(subject: Subject, { containers }: LiveState): string[] {
  if (subject.kind === "network") return [];
  const container = containers.get(subject.container);
  if (!container) return [];
  if (subject.kind === "container") {
    const networks = container.connections.map(({ network }) => `on ${network}`);
    return [statusOf(container), ...networks, ...(container.uses ?? []).map((server) => `uses ${server}`)];
  }
  return [...(container.connections.find(({ network }) => network === subject.network)?.addresses ?? [])];
}
