import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A bag of resource properties, with no secret wrappers in it. */
export type Bag = Record<string, unknown>;

/** A resource that the program under test registered. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  /** False for components. */
  readonly custom: boolean;
  readonly inputs: Bag;
  /** Names of the top-level inputs that hold a secret. */
  readonly secrets: ReadonlySet<string>;
  /** The provider instance that was asked for; empty for the default one. */
  readonly provider: string;
  /** The id that it was imported or read with; empty for a new one. */
  readonly importId: string;
}

/** A provider function that the program under test called. */
export interface Called {
  readonly token: string;
  readonly inputs: Bag;
  /** The reference of an explicit provider; empty for the default one. */
  readonly provider: string;
}

/** What the mocked engine is and answers. */
export interface MockOptions {
  /** Whether the program runs as `pulumi preview` does: then nothing that a provider computes is known. @default false */
  readonly preview?: boolean;
  /** @default "dockwire-stack" */
  readonly project?: string;
  /** @default "test" */
  readonly stack?: string;
  /** Outputs by resource type, laid over the inputs; in a preview they stay unknown. @default `knownResources` */
  readonly resources?: Readonly<Record<string, (resource: Registered) => Bag>>;
  /** Answers by function token, laid over `knownCalls`. A call that neither lists fails the test. @default none */
  readonly calls?: Readonly<Record<string, (inputs: Bag) => Bag>>;
}

/** Stands in `Registered.inputs` for what is not known in a preview. */
export const UNKNOWN = "(unknown)";

const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Outputs that the Docker provider and ours compute, for the types that the components are made of. */
export const knownResources: Readonly<Record<string, (resource: Registered) => Bag>> = {
  "docker:index/remoteImage:RemoteImage": ({ inputs }) => ({ imageId: `sha256:${String(inputs.name)}` }),
  "docker:index/container:Container": ({ name, inputs }) => ({ name: inputs.name ?? name }),
  "dockwire:index:ContainerReady": ({ inputs }) => ({ containerId: inputs.container, ready: true }),
  "dockwire:index:Network": ({ name }) => ({ networkId: `${name}-id`, assignedSubnet: "10.1.0.0/24" }),
  "dockwire:index:Probe": () => ({ exitCode: 0, stdout: "", stderr: "" }),
};

/** Answers to the calls that every container of the components makes. */
export const knownCalls: Readonly<Record<string, (inputs: Bag) => Bag>> = {
  "dockwire:index:checkContainer": () => ({}),
  "dockwire:index:checkMachines": () => ({}),
  "dockwire:index:checkService": () => ({}),
};

/**
 * Pulumi's engine mocked for a unit test: keeps what the program registers and calls.
 *
 * @example
 * const engine = new MockedPulumi({ preview: true });
 * const redis = await engine.run(() => new RedisServer("redis", { network: "n" }));
 * assert.equal(engine.one("docker:index/container:Container").inputs.name, "redis");
 */
export class MockedPulumi {
  readonly registered: Registered[] = [];
  readonly called: Called[] = [];
  private readonly ready: Promise<void>;
  private readonly refused: Promise<never>;
  private refuse: (error: Error) => void = () => undefined;

  constructor(private readonly options: MockOptions = {}) {
    const { project = "dockwire-stack", stack = "test", preview = false } = options;
    const mocks = {
      newResource: (args: pulumi.runtime.MockResourceArgs) => this.register(args),
      call: (args: pulumi.runtime.MockCallArgs) => this.call(args),
    };
    this.ready = pulumi.runtime.setMocks(mocks, project, stack, preview);
    this.refused = new Promise((_, reject) => (this.refuse = reject));
    this.refused.catch(() => undefined);
  }

  /** Runs a piece of a program and waits until all that it started is registered; a call that nobody answers rejects. */
  async run<T>(program: () => T): Promise<T> {
    await this.ready;
    const result = program();
    await Promise.race([settled(), this.refused]);
    return result;
  }

  /** The one resource of that type (and name, when several are expected); anything but one fails the test. */
  one(type: string, name?: string): Registered {
    const found = this.all(type).filter((resource) => name === undefined || resource.name === name);
    const list = this.registered.map((resource) => `${resource.type} "${resource.name}"`).join("\n  ");
    assert.equal(found.length, 1, `${found.length} resources are ${type} ${name ?? ""}; registered:\n  ${list}`);
    return found[0];
  }

  /** Every resource of that type, in the order of registration. */
  all(type: string): Registered[] {
    return this.registered.filter((resource) => resource.type === type);
  }

  /** What a component handed to `registerOutputs`; undefined when it never did. */
  registeredOutputs(component: string): Bag | undefined {
    const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
    const found = [...monitor.getRegisteredResources().entries()].find(([urn]) => urn.endsWith(`::${component}`));
    const outputs: unknown = found?.[1].state;
    return outputs instanceof Struct ? outputs.toJavaScript() : undefined;
  }

  private register(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    const given = args.inputs as Bag;
    const secrets = new Set<string>();
    const inputs = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, plain(value, () => secrets.add(key))]),
    );
    const { type, name, custom = false, provider = "", id: importId = "" } = args;
    const resource = { type, name, custom, inputs, secrets, provider, importId };
    this.registered.push(resource);
    if (this.options.preview) return { id: undefined, state: given };
    const answers = { ...knownResources, ...this.options.resources };
    const id = importId || (custom ? `${name}-id` : undefined);
    return { id, state: { ...given, ...answers[type]?.(resource) } };
  }

  private call({ token, inputs, provider = "" }: pulumi.runtime.MockCallArgs): Bag {
    const given = plain(inputs, () => undefined) as Bag;
    this.called.push({ token, inputs: given, provider });
    const answer = this.options.calls?.[token] ?? knownCalls[token];
    if (answer) return answer(given);
    const error = new Error(`the program called "${token}", which the test has no answer for`);
    this.refuse(error);
    throw error;
  }
}

/** The SDK's own tests wait with it, but its typings leave it out. */
async function settled(): Promise<void> {
  await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
}

function plain(value: unknown, onSecret: () => void): unknown {
  if (pulumi.isUnknown(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map((item) => plain(item, onSecret));
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value && "value" in value) {
    onSecret();
    return plain(value.value, onSecret);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, onSecret)]));
}
