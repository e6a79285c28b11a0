import { describeError, EngineError } from "../../engine/EngineError";
import type { Outcome } from "../../engine/oneOffContainer";
import type { ProbeInputs } from "./probeShape";

/** As much of the output as a person reads in an error. */
const SHOWN_CHARACTERS = 2000;

/** Why an outcome is not what was expected; undefined when it is. */
export function failureOf(probe: ProbeInputs, { exitCode, stdout }: Outcome): string | undefined {
  const { expectExitCode, expectOutput, timeoutSeconds } = probe;
  if (exitCode === undefined)
    return `it was still running at its limit ("timeoutSeconds": ${timeoutSeconds}, or customTimeouts)`;
  if (exitCode !== expectExitCode) return `it ended with exit code ${exitCode}, not ${expectExitCode}`;
  if (expectOutput === undefined || new RegExp(expectOutput, "m").test(stdout)) return undefined;
  return `it printed nothing that matches /${expectOutput}/`;
}

/** For the person whose update it fails. What a command prints of a secret may look quite different, so none is shown then. */
export function failureReport(probe: ProbeInputs, outcome: Outcome, failure: string, isSecret: boolean): string {
  const place = probe.networks.length ? `on network ${probe.networks.join(", ")}` : "without a network";
  const retried = probe.retryForSeconds ? ` (tried for ${probe.retryForSeconds} s)` : "";
  return `${titleOf(probe)} ${place} failed${retried}: ${failure}. ${printedBy(outcome, isSecret)}`;
}

/** What kept the command from being run at all. */
export function runError(probe: ProbeInputs, error: unknown): Error {
  return describeError(`${titleOf(probe)} could not be run`, error, adviceOn(probe, error));
}

function titleOf({ command, image }: ProbeInputs): string {
  return `The probe "${command.join(" ")}" in image "${image}"`;
}

function printedBy({ stdout, stderr, truncated }: Outcome, isSecret: boolean): string {
  const printed = [stdout, stderr].map((text) => text.trim()).filter(Boolean);
  if (!printed.length) return "It printed nothing.";
  if (isSecret) return "What it printed is not shown, because one of its inputs is a secret.";
  const text = printed.join("\n");
  const end = text.slice(-SHOWN_CHARACTERS);
  return `It printed${truncated || end !== text ? ", at the end" : ""}:\n${end}`;
}

function adviceOn({ image }: ProbeInputs, error: unknown): string {
  if (!(error instanceof EngineError) || error.status !== 404) return "";
  if (/image/i.test(error.answer)) {
    return `Pull the image first ("docker pull ${image}"), or name one that the Engine has.`;
  }
  return /network/i.test(error.answer) ? `Make the network first; "docker network ls" lists what there is.` : "";
}
