import { DockerFixture } from "../../support/DockerFixture";
import { FaultKind, FaultProxy } from "../../support/FaultProxy";
import { ProviderProcess, ResourceAnswer, urnOf } from "../../support/ProviderProcess";
import type { Properties } from "../../../provider/protocol/values";
import { meets } from "./contractCase";
import type { Example, World } from "./Example";

export const OPERATIONS = ["create", "update", "read", "delete"] as const;
export type OperationName = (typeof OPERATIONS)[number];

/** As `customTimeouts` gives it where nobody answers; everywhere else a slow machine has all the time it wants. */
const TIMEOUT_SECONDS = 4;
/** An operation that is in the middle of a change ends that first, and one that gives up cleans up. */
const LATEST_END_MS = 150_000;
/** What changes something is never sent twice in hope; what reads can be asked again. */
const CHANGES = /^(POST|PUT|DELETE)/;

/** An operation that ended, well or with an error. */
type Outcome = { readonly answer: ResourceAnswer | undefined } | { readonly error: string };

/** One example, its provider, and the proxy between that and the Engine. */
export class FaultTrial {
  readonly docker = new DockerFixture();
  private readonly urn: string;
  private readonly world: World;
  private provider: ProviderProcess | undefined;

  private constructor(
    private readonly example: Example,
    private readonly proxy: FaultProxy,
  ) {
    this.urn = urnOf(`dockwire:index:${example.resource}`);
    this.world = { docker: this.docker, name: (rest) => this.docker.name(rest) };
  }

  static async start(example: Example): Promise<FaultTrial> {
    const trial = new FaultTrial(example, await FaultProxy.start());
    await example.prepare?.(trial.world);
    return trial;
  }

  async stop(): Promise<void> {
    await this.provider?.stop();
    await this.proxy.stop();
    await this.docker.remove();
  }

  /** Lets the operation meet the fault at one call after another; what was wrong then, a line each. */
  async problems(operation: OperationName, kind: FaultKind, everyCall: boolean): Promise<string[]> {
    const clean = await this.run(operation);
    const problems = "error" in clean.outcome ? [`without a fault: ${clean.outcome.error}`] : clean.problems;
    const all = [...clean.calls.entries()];
    const changing = all.filter(([, call]) => CHANGES.test(call));
    // Nobody answers for a minute at some, and cleaning up takes its time too.
    const few = kind === "silence" ? changing.slice(0, 1) : changing;
    for (const [at, call] of everyCall ? all : few) {
      const found = await this.run(operation, { kind, at });
      problems.push(...found.problems.map((problem) => `${kind} at ${call} (call ${at}): ${problem}`));
    }
    return problems;
  }

  private async run(operation: OperationName, fault?: { kind: FaultKind; at: number }) {
    const before = await this.arrange(operation);
    // What a program declares no more is deleted in a run in which nobody has asked for it.
    if (operation === "delete") await this.restart();
    const started = Date.now();
    const provider = await this.running();
    this.proxy.arm(fault && { ...fault, met: () => void (fault.kind === "cancel" && provider.cancel()) });
    const outcome = await this.act(operation, before, fault?.kind === "silence");
    const [calls, met] = [[...this.proxy.calls], this.proxy.met];
    this.proxy.arm();
    const problems = [
      ...(Date.now() - started > LATEST_END_MS ? [`it took ${Date.now() - started} ms`] : []),
      ...(met ? await this.judge(operation, outcome, fault?.kind) : []),
    ];
    if (fault?.kind === "cancel") await this.restart();
    if ("error" in outcome) problems.push(...(await this.repeat(operation, before)));
    return { outcome, calls, problems };
  }

  /** Brings the Engine to where the operation begins; resolves with the resource that is there then. */
  private async arrange(operation: OperationName): Promise<ResourceAnswer | undefined> {
    const { example, world } = this;
    if ((await example.live?.(world)) !== undefined) await example.takeAway?.(world);
    if (operation === "create") return undefined;
    return (await this.running()).create(this.urn, await this.inputs("written"));
  }

  private async act(operation: OperationName, before: ResourceAnswer | undefined, isBounded = false): Promise<Outcome> {
    const provider = await this.running();
    const options = isBounded ? { timeoutSeconds: TIMEOUT_SECONDS } : {};
    const { id = "", state = {} } = before ?? {};
    const work = {
      create: async () => provider.create(this.urn, await this.inputs("written"), options),
      update: async () => provider.update(this.urn, id, state, await this.inputs("edited"), options),
      read: async () => provider.read(this.urn, id, state, await this.inputs("written")),
      delete: async () => provider.delete(this.urn, id, state, options).then(() => undefined),
    }[operation];
    return work().then(
      (answer) => ({ answer }),
      (error: Error) => ({ error: error.message }),
    );
  }

  private async judge(operation: OperationName, outcome: Outcome, kind: FaultKind | undefined): Promise<string[]> {
    const live = await this.live();
    const [before, after] = this.expected(operation);
    const shown = `the Engine has ${JSON.stringify(live)}`;
    if (!("error" in outcome)) return meets(this.example, live, after) ? [] : [`it succeeded, but ${shown}`];
    const { error } = outcome;
    const problems = kind === "silence" || kind === "cancel" ? [] : [`it failed: ${error}`];
    if (!meets(this.example, live, before) && !meets(this.example, live, after))
      problems.push(`${shown}, neither as before nor as wanted: ${error}`);
    if (/detached now/.test(error) && live !== undefined) problems.push(`${shown}, but: ${error}`);
    if (/as it was before/.test(error) && !meets(this.example, live, before)) problems.push(`${shown}, but: ${error}`);
    if (/INTERNAL|TypeError|undefined/.test(error)) problems.push(`it says nothing: ${error}`);
    return problems;
  }

  /** What the next update does. */
  private async repeat(operation: OperationName, before: ResourceAnswer | undefined): Promise<string[]> {
    const again = await this.act(operation, before);
    if ("error" in again) return [`and the next run failed: ${again.error}`];
    const live = await this.live();
    return meets(this.example, live, this.expected(operation)[1])
      ? []
      : [`and after the next run there is ${JSON.stringify(live)}`];
  }

  private expected(operation: OperationName): [before: unknown, after: unknown] {
    const { written, edited, stays } = this.example;
    if (operation === "create") return [undefined, written];
    if (operation === "update") return [written, edited];
    return [written, operation === "read" || stays ? written : undefined];
  }

  private live(): Promise<unknown> {
    return this.example.live?.(this.world) ?? Promise.resolve(undefined);
  }

  private async inputs(form: "written" | "edited"): Promise<Properties> {
    const { example, world } = this;
    const given = { ...example.inputs(world), ...(form === "edited" ? example.edit(world) : {}) } as Properties;
    const { inputs, failures } = await (await this.running()).check(this.urn, given);
    if (failures.length) throw new Error(JSON.stringify(failures));
    return inputs;
  }

  private async running(): Promise<ProviderProcess> {
    this.provider ??= await ProviderProcess.configured({ environment: { DOCKER_HOST: this.proxy.host } });
    return this.provider;
  }

  private async restart(): Promise<void> {
    await this.provider?.stop();
    this.provider = undefined;
  }
}
