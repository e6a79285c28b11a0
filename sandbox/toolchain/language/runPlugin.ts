import { spawn } from "node:child_process";
import type { ServerWritableStream } from "@grpc/grpc-js";
import { type RunPluginRequest, RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";
import { findRunner, missingSdk } from "./findRunner";

const NOT_STARTED = 1;

/**
 * Runs a plugin that is a Node program: a policy pack, or a folder with PulumiPlugin.yaml. What it prints goes to the CLI
 * as it comes; a CLI that ends the call ends the plugin.
 */
export function runPlugin(call: ServerWritableStream<RunPluginRequest, RunPluginResponse>): void {
  const { request } = call;
  const folder = request.getInfo()?.getProgramDirectory() || request.getProgram();
  const runner = findRunner(folder, isPolicyPack(request) ? "run-policy-pack" : "run-plugin");
  if (!runner) {
    call.write(new RunPluginResponse().setStderr(Buffer.from(`${missingSdk(folder)}\n`)));
    call.write(new RunPluginResponse().setExitcode(NOT_STARTED));
    call.end();
    return;
  }
  const plugin = spawn(process.execPath, [runner, ...runnerArguments(request, folder)], {
    // The policy SDK reads the pack's package.json from where it runs.
    cwd: isPolicyPack(request) ? folder : request.getPwd(),
    env: Object.fromEntries(request.getEnvList().map(variable)),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => plugin.kill("SIGKILL");
  process.once("exit", stop);
  call.once("cancelled", stop);
  plugin.stdout.on("data", (text: Buffer) => call.write(new RunPluginResponse().setStdout(text)));
  plugin.stderr.on("data", (text: Buffer) => call.write(new RunPluginResponse().setStderr(text)));
  plugin.once("error", (error) => call.write(new RunPluginResponse().setStderr(Buffer.from(error.message))));
  plugin.once("close", (code) => {
    process.removeListener("exit", stop);
    call.write(new RunPluginResponse().setExitcode(code ?? NOT_STARTED));
    call.end();
  });
}

/** The first argument of a plugin is the engine's address, and a policy pack wants it before its own folder. */
function runnerArguments(request: RunPluginRequest, folder: string): string[] {
  const given = request.getArgsList();
  return isPolicyPack(request) ? [...given.slice(0, 1), folder] : [folder, ...given];
}

function isPolicyPack(request: RunPluginRequest): boolean {
  return request.getKind() === "analyzer";
}

function variable(text: string): [string, string] {
  const end = text.indexOf("=");
  return [text.slice(0, end), text.slice(end + 1)];
}
