import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { EngineClient } from "../../engine/EngineClient";
import { Outcome, runOneOff, removeLeftovers, OneOffContainer } from "../../engine/oneOffContainer";
import { checkInputs, Rule } from "../protocol/checkInputs";
import type { Checked, Found, Operation, Resource } from "../protocol/Resource";
import { Json, Properties, UNKNOWN } from "../protocol/values";

/** Tells the throw-away containers of one probe, so that the next run can clear up after one that was killed. */
const PROBE_LABEL = "dockwire.probe";
const RETRY_PAUSE_MS = 250;

const shape = {
  image: z.string().min(1, `"image" is empty; name an image`),
  command: z.array(z.string()).min(1, `"command" is empty; give the command and its words as a list`),
  networks: z.array(z.string().min(1)).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  hosts: z.record(z.string(), z.string()).optional(),
  timeoutSeconds: z.number().positive(`"timeoutSeconds" has to be more than 0`).optional(),
  retryForSeconds: z.number().nonnegative(`"retryForSeconds" cannot be negative`).optional(),
  expectExitCode: z.number().int().min(0).max(255, `"expectExitCode" lies between 0 and 255`).optional(),
  expectOutput: z.string().optional(),
  triggers: z.array(z.string()).optional(),
};

const pattern: Rule = {
  needs: ["expectOutput"],
  check: ({ expectOutput }) => {
    try {
      new RegExp(String(expectOutput ?? ""), "m");
      return [];
    } catch (error) {
      return [{ property: "expectOutput", reason: `is not a regular expression: ${(error as Error).message}` }];
    }
  },
};

/** Runs a command in a throw-away container and keeps what it printed; one that fails, fails the update. */
export class Probe implements Resource {
  readonly type = "dockwire:index:Probe";
  readonly secretOutputs = [];
  readonly replaceOn = [];
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = false;

  constructor(private readonly engine: () => EngineClient) {}

  check(inputs: Properties): Checked {
    return checkInputs(shape, inputs, [pattern]);
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    return { id: operation.preview ? "" : randomUUID(), state: await this.run(inputs, operation) };
  }

  /** What was printed is a record of then, so there is nothing to look up. */
  async read(id: string, inputs: Properties, state: Properties): Promise<Found | undefined> {
    return "stdout" in state ? { id, state, inputs } : undefined;
  }

  update(_id: string, _state: Properties, inputs: Properties, operation: Operation): Promise<Properties> {
    return this.run(inputs, operation);
  }

  async delete(_id: string, _state: Properties, operation: Operation): Promise<void> {
    await removeLeftovers(this.engine(), `${PROBE_LABEL}=${operation.urn}`, operation.signal);
  }

  private async run(inputs: Properties, operation: Operation): Promise<Properties> {
    if (operation.preview) return { ...inputs, exitCode: UNKNOWN, stdout: UNKNOWN, stderr: UNKNOWN };
    const engine = this.engine();
    const what = throwaway(inputs, operation.urn);
    await removeLeftovers(engine, `${PROBE_LABEL}=${operation.urn}`, operation.signal);
    const end = Date.now() + Number(inputs.retryForSeconds ?? 0) * 1000;
    for (;;) {
      const outcome = await runOneOff(engine, what, operation.signal);
      const problem = disappointment(inputs, what, outcome);
      if (!problem) return { ...inputs, exitCode: outcome.exitCode, stdout: outcome.stdout, stderr: outcome.stderr };
      if (Date.now() + RETRY_PAUSE_MS > end) throw new Error(report(inputs, what, outcome, problem));
      await sleep(RETRY_PAUSE_MS, undefined, { signal: operation.signal });
    }
  }
}

function throwaway(inputs: Properties, urn: string): OneOffContainer {
  return {
    image: String(inputs.image),
    command: inputs.command as string[],
    networks: (inputs.networks ?? []) as string[],
    environment: record(inputs.environment),
    hosts: record(inputs.hosts),
    labels: { [PROBE_LABEL]: urn },
    timeoutMs: Number(inputs.timeoutSeconds ?? 30) * 1000,
  };
}

function disappointment(inputs: Properties, what: OneOffContainer, outcome: Outcome): string | undefined {
  const expected = Number(inputs.expectExitCode ?? 0);
  if (outcome.timedOut) return `it was still running after ${what.timeoutMs / 1000} s`;
  if (outcome.exitCode !== expected) return `it ended with exit code ${outcome.exitCode}, not ${expected}`;
  const { expectOutput } = inputs;
  if (typeof expectOutput !== "string" || new RegExp(expectOutput, "m").test(outcome.stdout)) return undefined;
  return `it printed nothing that matches /${expectOutput}/`;
}

function report(inputs: Properties, what: OneOffContainer, outcome: Outcome, problem: string): string {
  const place = what.networks.length ? `on network ${what.networks.join(", ")}` : "without a network";
  const printed = [outcome.stdout, outcome.stderr].map((text) => text.trim()).filter(Boolean);
  const retried = inputs.retryForSeconds ? ` (tried for ${String(inputs.retryForSeconds)} s)` : "";
  return (
    `The probe "${what.command.join(" ")}" in image "${what.image}" ${place} failed${retried}: ${problem}. ` +
    (printed.length ? `It printed:\n${printed.join("\n")}` : "It printed nothing.")
  );
}

function record(value: Json | undefined): Record<string, string> {
  return (value ?? {}) as Record<string, string>;
}
