import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineClient } from "../../engine/EngineClient";
import { Outcome, runOneOff } from "../../engine/oneOffContainer";
import { OwnerLabel, removeTemporaryContainers } from "../../engine/temporaryContainer";
import type { Checked, Found, Operation, Resource } from "../protocol/Resource";
import { Properties, UNKNOWN } from "../protocol/values";
import { canonicalProbe, checkProbe, probeInputs } from "./probeInputs";
import { probe, ProbeInputs } from "./probeShape";
import { failureOf, failureReport, runError } from "./probeReport";

const RETRY_PAUSE_MS = 250;

/** Runs a command in a throw-away container and keeps what it printed; one that fails, fails the update. */
export class Probe implements Resource {
  readonly declaration = probe;
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = false;

  constructor(private readonly engine: () => EngineClient) {}

  check(inputs: Properties): Checked {
    return checkProbe(inputs);
  }

  /** A command may print whatever it was given. */
  secretOutputsOf(secretInputs: ReadonlySet<string>): readonly string[] {
    return secretInputs.size ? ["stdout", "stderr"] : [];
  }

  canonical(inputs: Properties): Properties {
    return canonicalProbe(inputs);
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    return { id: operation.preview ? "" : randomUUID(), state: await this.run(inputs, operation) };
  }

  /** What was printed is a record of then, so there is nothing to look up. */
  async read(id: string, inputs: Properties, state: Properties): Promise<Found | undefined> {
    if ("stdout" in state) return { id, state, inputs };
    throw new Error(`Probe "${id}" cannot be imported: what a command printed is only in the state of who ran it.`);
  }

  update(_id: string, _state: Properties, inputs: Properties, operation: Operation): Promise<Properties> {
    return this.run(inputs, operation);
  }

  async delete(_id: string, _state: Properties, { urn, bounds }: Operation): Promise<void> {
    await removeTemporaryContainers(this.engine(), ownerOf(urn), bounds);
  }

  private async run(inputs: Properties, operation: Operation): Promise<Properties> {
    if (operation.preview) {
      return { ...inputs, exitCode: UNKNOWN, stdout: UNKNOWN, stderr: UNKNOWN, truncated: UNKNOWN };
    }
    const wanted = probeInputs(inputs);
    const { bounds, secretInputs } = operation;
    const end = Date.now() + Math.min(wanted.retryForSeconds * 1000, bounds.askedMs ?? Infinity);
    for (;;) {
      const outcome = await this.runOnce(wanted, operation);
      const failure = failureOf(wanted, outcome);
      if (!failure) return stateOf(inputs, outcome);
      if (Date.now() + RETRY_PAUSE_MS > end) {
        throw new Error(failureReport(wanted, outcome, failure, secretInputs.size > 0));
      }
      await sleep(RETRY_PAUSE_MS, undefined, { signal: bounds.signal });
    }
  }

  /** `customTimeouts` end it too; the default time of an operation does not, since the probe has a limit of its own. */
  private runOnce(wanted: ProbeInputs, { urn, bounds }: Operation): Promise<Outcome> {
    const limitMs = Math.min(wanted.timeoutSeconds * 1000, bounds.askedMs === undefined ? Infinity : bounds.timeoutMs);
    const what = { ...wanted, owner: ownerOf(urn), timeoutMs: limitMs };
    return runOneOff(this.engine(), what, { signal: bounds.signal }).catch((error: unknown) => {
      throw runError(wanted, error);
    });
  }
}

/** A URN is one resource of one stack: nobody else's containers bear it. */
function ownerOf(urn: string): OwnerLabel {
  return { name: "dockwire.probe", value: urn };
}

function stateOf(inputs: Properties, { exitCode, stdout, stderr, truncated }: Outcome): Properties {
  return { ...inputs, exitCode: exitCode ?? null, stdout, stderr, truncated };
}
