import { readFileSync } from "node:fs";

/** What a run of the Pulumi CLI did to one resource. */
export interface ResourceRun {
  /** Pulumi's operations in order, without its refreshes: for instance `["same"]` or `["create-replacement", "replace"]`. */
  readonly operations: string[];
  /** Paths of the properties that differ, for instance `labels.a`. */
  readonly differences: string[];
  /** Warnings and errors at the resource's row. */
  readonly messages: string[];
}

interface Metadata {
  readonly op: string;
  readonly urn: string;
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: Metadata };
  readonly resOutputsEvent?: { readonly metadata: Metadata };
  readonly diagnosticEvent?: { readonly urn?: string; readonly message: string; readonly severity: string };
}

/** Reads what `--event-log` wrote: what was done to each resource, by its name in the program. */
export function resourceRuns(file: string, command: string): Record<string, ResourceRun> {
  const runs: Record<string, ResourceRun> = {};
  const of = (urn: string) => (runs[urn.split("::").pop() ?? ""] ??= { operations: [], differences: [], messages: [] });
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const { resourcePreEvent, resOutputsEvent, diagnosticEvent } = JSON.parse(line) as EngineEvent;
    // A refresh tells what it found after it has looked; all else is told before it is done.
    const step = command === "refresh" ? resOutputsEvent : resourcePreEvent;
    if (step && step.metadata.op !== "refresh") {
      of(step.metadata.urn).operations.push(step.metadata.op);
      of(step.metadata.urn).differences.push(...Object.keys(step.metadata.detailedDiff ?? {}));
    }
    if (diagnosticEvent?.urn && ["warning", "error"].includes(diagnosticEvent.severity)) {
      of(diagnosticEvent.urn).messages.push(diagnosticEvent.message);
    }
  }
  return runs;
}
