import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { languageHost } from "./LanguageHost";

const PARENT_CHECK_MS = 100;
const FOUR_GIGABYTES = 4 * 1024 * 1024 * 1024 - 1;

// The CLI calls us as `pulumi-language-nodejs [-option=value ...] [-root=FOLDER] ENGINE_ADDRESS`.
const engineAddress = process.argv.slice(2).find((argument) => !argument.startsWith("-"));

// A CLI that was killed cannot tell us to go, so we look whether it is still our parent.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(1), PARENT_CHECK_MS).unref();

const server = new grpc.Server({
  "grpc.max_receive_message_length": FOUR_GIGABYTES,
  "grpc.max_send_message_length": FOUR_GIGABYTES,
});
server.addService(LanguageRuntimeService, languageHost(engineAddress));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    process.stderr.write(`pulumi-language-nodejs could not listen on 127.0.0.1: ${error.message}\n`);
    process.exit(1);
  }
  process.stdout.write(`${port}\n`);
});
