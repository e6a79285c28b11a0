import * as pulumi from "@pulumi/pulumi";

/**
 * An error to throw inside an `apply`; the CLI shows its sentence alone.
 *
 * It has no stack on purpose: a stack from inside an `apply` names `node_modules/@pulumi/output.ts`, and on a path of
 * that shape Node 20 takes 20 seconds and 2 gigabytes to colour the stack, which Pulumi asks it to do with any error.
 */
export function applyError(sentence: string): pulumi.RunError {
  const error = new pulumi.RunError(sentence);
  error.stack = sentence;
  return withOwnWords(error);
}

/** The error with a message that stays: the SDK puts the name of whatever input waits for it before it. */
export function withOwnWords<E extends Error>(error: E): E {
  const { message } = error;
  return Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
}
