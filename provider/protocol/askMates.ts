import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { decode, encode, Properties } from "./values";

/** What processes of one run ask each other, in the form of functions that no schema has. */
export const HOLDS = "dockwire:run:holds";
export const TELLS = "dockwire:run:tells";

const PATIENCE_MS = 5_000;

/** What a resource had that is about to be deleted. */
export interface Leaving {
  urn: string;
  id: string;
  state: Properties;
}

/** Whether a resource of another process of this run has by now what a resource of this one had. */
export async function isHeldBeside(ports: readonly number[], { urn, id, state }: Leaving): Promise<boolean> {
  const answers = await Promise.all(ports.map((port) => ask(port, HOLDS, { urn, id, state })));
  return answers.some(({ held }) => held === true);
}

/** What the other processes of this run tell of a resource's type. */
export async function toldBeside(ports: readonly number[], urn: string): Promise<Properties[]> {
  return Promise.all(ports.map((port) => ask(port, TELLS, { urn })));
}

/** An answer as it travels. */
export function answered(values: Properties): rpc.InvokeResponse {
  return new rpc.InvokeResponse().setReturn(encode(values));
}

/** A process that has ended, or knows no such question, has nothing to tell. */
function ask(port: number, question: string, args: Properties): Promise<Properties> {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const request = new rpc.InvokeRequest().setTok(question).setArgs(encode(args));
  const deadline = Date.now() + PATIENCE_MS;
  return new Promise((resolve) => {
    client.invoke(request, new grpc.Metadata(), { deadline }, (error, answer) => {
      client.close();
      resolve(error ? {} : decode(answer.getReturn()).values);
    });
  });
}
