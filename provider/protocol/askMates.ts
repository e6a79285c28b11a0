import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { decode, encode, Properties } from "./values";

/** What processes of one run ask each other, in the form of a function that no schema has. */
export const HOLDS = "dockwire:run:holds";

const PATIENCE_MS = 5_000;

/** What a resource had that is about to be deleted. */
export interface Leaving {
  urn: string;
  id: string;
  state: Properties;
}

/** Whether a resource of another process of this run has by now what a resource of this one had. */
export async function isHeldBeside(ports: readonly number[], leaving: Leaving): Promise<boolean> {
  const answers = await Promise.all(ports.map((port) => ask(port, leaving)));
  return answers.includes(true);
}

/** The question and its answer as they travel. */
export function heldAnswer(held: boolean): rpc.InvokeResponse {
  return new rpc.InvokeResponse().setReturn(encode({ held }));
}

/** A process that has ended, or knows no such question, holds nothing. */
function ask(port: number, { urn, id, state }: Leaving): Promise<boolean> {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const request = new rpc.InvokeRequest().setTok(HOLDS).setArgs(encode({ urn, id, state }));
  const deadline = Date.now() + PATIENCE_MS;
  return new Promise((resolve) => {
    client.invoke(request, new grpc.Metadata(), { deadline }, (error, answer) => {
      client.close();
      resolve(!error && decode(answer.getReturn()).values.held === true);
    });
  });
}
