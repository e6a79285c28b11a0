import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { failStream } from "./failStream";
import { programDependencies, requiredPackages } from "./packages";
import { runPlugin } from "./runPlugin";
import { runProgram } from "./runProgram";

type Handlers = Partial<{ [K in keyof ILanguageRuntimeServer]: ILanguageRuntimeServer[K] }>;

/** Pulumi's language host for Node programs, as far as the CLI's everyday commands use it. */
export function languageHost(engineAddress: string | undefined): grpc.UntypedServiceImplementation {
  let engine = engineAddress;
  const handlers: Handlers = {
    handshake: unary((request: language.LanguageHandshakeRequest) => {
      engine = request.getEngineAddress();
      return new language.LanguageHandshakeResponse();
    }),

    getPluginInfo: unary(() => new plugin.PluginInfo()),

    getRequiredPackages: unary((request: language.GetRequiredPackagesRequest) =>
      new language.GetRequiredPackagesResponse().setPackagesList(
        requiredPackages(request.getInfo()?.getProgramDirectory() ?? process.cwd()),
      ),
    ),

    run: unary(async (request: language.RunRequest) => {
      const { error, bail } = await runProgram(request, engine);
      return new language.RunResponse().setError(error).setBail(bail);
    }),

    getProgramDependencies: unary((request: language.GetProgramDependenciesRequest) =>
      new language.GetProgramDependenciesResponse().setDependenciesList(
        programDependencies(
          request.getInfo()?.getProgramDirectory() ?? request.getPwd(),
          request.getTransitivedependencies(),
        ),
      ),
    ),

    about: unary(() => new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),

    runtimeOptionsPrompts: unary(() => new language.RuntimeOptionsResponse()),

    installDependencies,

    runPlugin,
  };
  return handlers as grpc.UntypedServiceImplementation;
}

function installDependencies(
  call: grpc.ServerWritableStream<language.InstallDependenciesRequest, language.InstallDependenciesResponse>,
): void {
  const folder = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
  const command = existsSync(join(folder, "package-lock.json")) ? "ci" : "install";
  const npm = spawn("npm", [command, "--no-audit", "--no-fund"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  npm.stdout.on("data", (text: Buffer) => call.write(new language.InstallDependenciesResponse().setStdout(text)));
  npm.stderr.on("data", (text: Buffer) => call.write(new language.InstallDependenciesResponse().setStderr(text)));
  const fail = (reason: string) =>
    failStream(
      call,
      `Could not install the npm packages in ${folder}: \`npm ${command}\` ${reason}. What it printed says why.`,
    );
  npm.once("error", (error) => fail(`did not start: ${error.message}`));
  npm.once("close", (code) => (code === 0 ? call.end() : fail(`ended with exit code ${code}`)));
}

function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (response) => callback(null, response),
        (error: Error) => callback({ code: grpc.status.UNKNOWN, details: error.message }),
      );
  };
}
