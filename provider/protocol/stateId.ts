import { randomBytes } from "node:crypto";
import type { Properties } from "./values";

/**
 * Where Pulumi keeps it: an input of the provider that the provider itself gives. With two underscores it is shown to
 * nobody, and no update plan is held to it.
 */
export const STATE_ID = "__stateId";
/** The label by which networks and volumes tell the state that they were made for. */
export const STATE_LABEL = "dockwire.state";

/**
 * The provider's inputs with an id of the state that they are recorded in, made once. Two people may have a project and a
 * stack of the same names, each with a state of their own; this alone tells them apart. A provider that is new in a state
 * takes the id of the one beside it, if there is one.
 */
export function withStateId(inputs: Properties, recorded: Properties, beside: string | undefined): Properties {
  return { ...inputs, [STATE_ID]: recorded[STATE_ID] ?? beside ?? randomBytes(8).toString("hex") };
}

/** The id of the state; undefined when this version has not recorded one yet. */
export function stateIdIn(inputs: Properties): string | undefined {
  const id = inputs[STATE_ID];
  return typeof id === "string" ? id : undefined;
}

/** The label of something that is made for a state, to be laid among its others. */
export function stateLabel(stateId: string | undefined): Record<string, string> {
  return stateId === undefined ? {} : { [STATE_LABEL]: stateId };
}

/** Whether something was made for another state than this one. What bears no label may be of an earlier version. */
export function isOfOtherState(labels: Readonly<Record<string, string>>, stateId: string | undefined): boolean {
  const made = labels[STATE_LABEL];
  return made !== undefined && made !== stateId;
}
