import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { EngineClient } from "../engine/EngineClient";
import { engineAddress, EngineConfig } from "../engine/engineAddress";
import { ComponentHost } from "./ComponentHost";
import { endWithParent } from "./endWithParent";
import { providerFunctions } from "./functions";
import { checkConfig, configuredPlace, configWarnings, diffConfig, engineConfig } from "./protocol/providerConfig";
import { packageSchema } from "./packageSchema";
import { providerResources } from "./resources";
import { EngineLog } from "./protocol/EngineLog";
import { ProviderServer } from "./protocol/ProviderServer";
import { RunMates } from "./protocol/RunMates";

/** Pulumi gives the engine's address as the first word that is not a flag. */
const engine = process.argv.slice(2).find((word) => !word.startsWith("-"));
const log = new EngineLog(engine);
let config: EngineConfig = {};
let client: EngineClient | undefined;
/** The Engine is looked for on first use: a program that needs none of it never waits for it. */
const dockerEngine = () => (client ??= new EngineClient(engineAddress(config)));

/** Pulumi calls the provider of a program that names no version "default", and "default_0_1_0" of one that does. */
let isVersioned = false;
const componentHost = new ComponentHost(
  join(__dirname, "..", "launchComponents.cjs"),
  () => log.engineAddress,
  () => isVersioned,
);

let ownPort = 0;
const provider = new ProviderServer(
  {
    version: packageSchema.version,
    schema: () => JSON.stringify(packageSchema),
    construct: (request) => componentHost.construct(request),
    resources: providerResources(dockerEngine),
    functions: providerFunctions(dockerEngine),
    checkConfig: (properties, urn) => {
      isVersioned = urn.includes("::default_");
      return checkConfig(properties);
    },
    diffConfig,
    configure: (properties) => {
      config = engineConfig(properties);
      return { warnings: configWarnings(config), place: configuredPlace(config) };
    },
  },
  log,
  new RunMates(
    () => log.engineAddress,
    () => ownPort,
  ),
);

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(ResourceProviderService, provider.handlers());
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  ownPort = port;
  // Pulumi reads the port from the first line.
  process.stdout.write(`${port}\n`);
});

/** What is under way is finished first, within this bound. */
const LAST_CALL_MS = 5_000;
endWithParent(() => {
  server.tryShutdown(() => process.exit(0));
  setTimeout(() => process.exit(1), LAST_CALL_MS);
});
