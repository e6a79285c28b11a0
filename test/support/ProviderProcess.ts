import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { decode, encode, Properties } from "../../provider/protocol/values";
import { EngineLogService, LogLine } from "./EngineLogService";
import { projectRoot } from "./projectRoot";
import {
  CheckAnswer,
  checkAnswer,
  DiffAnswer,
  diffAnswer,
  failuresOf,
  InvokeAnswer,
  ListAnswer,
  listAnswer,
  ReadAnswer,
  ResourceAnswer,
  resourceAnswer,
} from "./providerAnswers";

export type { CheckAnswer, DiffAnswer, ReadAnswer, ResourceAnswer } from "./providerAnswers";

/** What may be said with an operation. */
export interface CallOptions {
  /** @default false */
  readonly preview?: boolean;
  /** As `customTimeouts` gives it, in seconds. @default 0, none */
  readonly timeoutSeconds?: number;
  /** Names of the top-level inputs that travel as secrets. @default none */
  readonly secrets?: readonly string[];
  /** @default none */
  readonly ignoreChanges?: readonly string[];
  /** The inputs that the state was made with. @default none */
  readonly oldInputs?: Properties;
}

/** Settings of a provider's process. */
export interface ProviderProcessOptions {
  /** Variables laid over this process's environment; undefined removes one. @default none */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The plugin to start. @default this repository's own */
  readonly executable?: string;
}

/** The URN of a resource of the given type in a made-up stack. */
export function urnOf(type: string, name = "it"): string {
  return `urn:pulumi:test::test::${type}::${name}`;
}

/**
 * The provider plugin in a process of its own, spoken to as the Pulumi engine does.
 *
 * @example
 * const provider = await ProviderProcess.configured();
 * const made = await provider.create(urnOf("dockwire:index:Network"), { name: "n" });
 * await provider.stop();
 */
export class ProviderProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly log: EngineLogService,
  ) {}

  /** Starts it and waits for its port; a process that ends before says what it printed. */
  static async start(options: ProviderProcessOptions = {}): Promise<ProviderProcess> {
    const { log, address } = await EngineLogService.start();
    const executable = options.executable ?? join(projectRoot, "provider", "pulumi-resource-dockwire");
    const env = { ...process.env, ...options.environment };
    const child = spawn(executable, [address], { env, stdio: ["ignore", "pipe", "pipe"] });
    try {
      const port = await portOf(child);
      const limits = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
      const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), limits);
      return new ProviderProcess(child, client, log);
    } catch (error) {
      log.stop();
      throw error;
    }
  }

  /** The same, configured as a program without any configuration has it. */
  static async configured(options: ProviderProcessOptions = {}): Promise<ProviderProcess> {
    const provider = await ProviderProcess.start(options);
    await provider.configure({});
    return provider;
  }

  /** Every line that it sent to the engine's log so far. */
  get lines(): readonly LogLine[] {
    return this.log.lines;
  }

  /** Of the process, for measurements of its CPU time and memory. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  async stop(): Promise<void> {
    this.client.close();
    this.log.stop();
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await ended;
  }

  async schema(): Promise<unknown> {
    const answer = await call<rpc.GetSchemaResponse>((done) => this.client.getSchema(new rpc.GetSchemaRequest(), done));
    return JSON.parse(answer.getSchema());
  }

  async version(): Promise<string> {
    const answer = await call<{ getVersion(): string }>((done) => this.client.getPluginInfo(new Empty(), done));
    return answer.getVersion();
  }

  async checkConfig(config: Properties): Promise<CheckAnswer> {
    const request = new rpc.CheckRequest().setUrn("urn:pulumi:test::test::pulumi:providers:dockwire::default");
    request.setNews(encode(config));
    return checkAnswer(await call((done) => this.client.checkConfig(request, done)));
  }

  async diffConfig(oldConfig: Properties, config: Properties): Promise<DiffAnswer> {
    const request = new rpc.DiffRequest().setUrn("urn:pulumi:test::test::pulumi:providers:dockwire::default");
    request.setOlds(encode(oldConfig)).setOldInputs(encode(oldConfig)).setNews(encode(config));
    return diffAnswer(await call((done) => this.client.diffConfig(request, done)));
  }

  async configure(config: Properties): Promise<rpc.ConfigureResponse.AsObject> {
    const request = new rpc.ConfigureRequest().setArgs(encode(config)).setAcceptsecrets(true);
    const answer = await call<rpc.ConfigureResponse>((done) => this.client.configure(request, done));
    return answer.toObject();
  }

  async check(urn: string, inputs: Properties, options: CallOptions = {}): Promise<CheckAnswer> {
    const request = new rpc.CheckRequest().setUrn(urn).setNews(encode(inputs, new Set(options.secrets)));
    if (options.oldInputs) request.setOlds(encode(options.oldInputs));
    return checkAnswer(await call((done) => this.client.check(request, done)));
  }

  async diff(
    urn: string,
    id: string,
    state: Properties,
    inputs: Properties,
    options: CallOptions = {},
  ): Promise<DiffAnswer> {
    const request = new rpc.DiffRequest().setUrn(urn).setId(id).setOlds(encode(state)).setNews(encode(inputs));
    request.setOldInputs(encode(options.oldInputs ?? {})).setIgnorechangesList([...(options.ignoreChanges ?? [])]);
    return diffAnswer(await call((done) => this.client.diff(request, done)));
  }

  async create(urn: string, inputs: Properties, options: CallOptions = {}): Promise<ResourceAnswer> {
    const request = new rpc.CreateRequest().setUrn(urn).setProperties(encode(inputs, new Set(options.secrets)));
    request.setPreview(options.preview ?? false).setTimeout(options.timeoutSeconds ?? 0);
    const answer = await call<rpc.CreateResponse>((done) => this.client.create(request, done));
    return resourceAnswer(answer.getId(), answer.getProperties());
  }

  /** Undefined when the provider says that the resource is gone. Without state and inputs, it is an import. */
  async read(urn: string, id: string, state?: Properties, inputs?: Properties): Promise<ReadAnswer | undefined> {
    const request = new rpc.ReadRequest().setUrn(urn).setId(id);
    if (state) request.setProperties(encode(state));
    if (inputs) request.setInputs(encode(inputs));
    const answer = await call<rpc.ReadResponse>((done) => this.client.read(request, done));
    if (!answer.getId()) return undefined;
    const found = decode(answer.getInputs()).values;
    return { ...resourceAnswer(answer.getId(), answer.getProperties()), inputs: found };
  }

  async update(
    urn: string,
    id: string,
    state: Properties,
    inputs: Properties,
    options: CallOptions = {},
  ): Promise<ResourceAnswer> {
    const request = new rpc.UpdateRequest().setUrn(urn).setId(id).setOlds(encode(state));
    request.setNews(encode(inputs, new Set(options.secrets))).setOldInputs(encode(options.oldInputs ?? {}));
    request.setPreview(options.preview ?? false).setTimeout(options.timeoutSeconds ?? 0);
    const answer = await call<rpc.UpdateResponse>((done) => this.client.update(request, done));
    return resourceAnswer(id, answer.getProperties());
  }

  async delete(urn: string, id: string, state: Properties, options: CallOptions = {}): Promise<void> {
    const request = new rpc.DeleteRequest().setUrn(urn).setId(id).setProperties(encode(state));
    request.setOldInputs(encode(options.oldInputs ?? {})).setTimeout(options.timeoutSeconds ?? 0);
    await call<Empty>((done) => this.client.delete(request, done));
  }

  async invoke(token: string, args: Properties): Promise<InvokeAnswer> {
    const request = new rpc.InvokeRequest().setTok(token).setArgs(encode(args));
    const answer = await call<rpc.InvokeResponse>((done) => this.client.invoke(request, done));
    const { values, secrets } = decode(answer.getReturn());
    return { result: values, secrets, failures: failuresOf(answer.getFailuresList()) };
  }

  /** One page; `continuation` is what the page before ended with. */
  async list(
    token: string,
    query: Properties,
    { pageSize = 0, continuation = "" }: { pageSize?: number; continuation?: string } = {},
  ): Promise<ListAnswer> {
    const request = new rpc.ListRequest().setToken(token).setQuery(encode(query));
    const stream = this.client.list(request.setPageSize(pageSize).setContinuationToken(continuation));
    const answers: rpc.ListResponse[] = [];
    for await (const answer of stream) answers.push(answer as rpc.ListResponse);
    return listAnswer(answers);
  }

  async cancel(): Promise<void> {
    await call<Empty>((done) => this.client.cancel(new Empty(), done));
  }
}

/** Rejects with the provider's own error: its `details` hold the text that a person gets to see. */
function call<T>(start: (done: (error: grpc.ServiceError | null, answer: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, answer) => {
      if (error) reject(error);
      else resolve(answer);
    });
  });
}

async function portOf(child: ChildProcess): Promise<number> {
  let printed = "";
  child.stderr?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  if (!child.stdout) throw new Error("the provider was started without a pipe for its output");
  const lines = createInterface({ input: child.stdout });
  const first = new Promise<number>((resolve) => lines.once("line", (line) => resolve(Number(line))));
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`the provider ended with ${code} before it told its port: ${printed}`)),
    );
  });
  ended.catch(() => undefined);
  return Promise.race([first, ended]);
}
