import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ensureLanguageHost } from "../../../sandbox/toolchain/LanguageHostScript";

/** What the stand-in for the SDK's runner does in each test, by the program's entry point. */
const RUNNER = `
const program = process.argv.at(-1);
if (program === "slow") { console.log("program " + process.pid); setTimeout(() => {}, 60_000); }
else if (program === "show") process.stdout.write(JSON.stringify({ arguments: process.argv.slice(2), cwd: process.cwd(),
  config: process.env.PULUMI_CONFIG, secrets: process.env.PULUMI_CONFIG_SECRET_KEYS, typescript: process.env.PULUMI_NODEJS_TYPESCRIPT }) + "\\n");
else { process.stderr.write("on its way out\\n"); process.exit(Number(program)); }
`;

/** Stands in for what the SDK runs plugins with: tells how it was called, and ends as the variable says. */
const PLUGIN = `
console.error("a word");
console.log(JSON.stringify({ pid: process.pid, cwd: process.cwd(), runner: require("node:path").basename(__dirname),
  arguments: process.argv.slice(2), environment: process.env }));
if (process.env.ENDS) process.exit(Number(process.env.ENDS)); else setTimeout(() => {}, 60_000);
`;

interface PluginCall {
  readonly pid: number;
  readonly cwd: string;
  readonly runner: string;
  readonly arguments: string[];
  readonly environment: Record<string, string>;
}

describe("The Node language host", () => {
  let folder: string;
  let host: ChildProcessByStdio<null, Readable, Readable>;
  let client: LanguageRuntimeClient;
  let printed: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "dockwire-program-"));
    write("node_modules/@pulumi/pulumi/cmd/run/index.js", RUNNER);
    write("node_modules/@pulumi/pulumi/cmd/run-plugin/index.js", PLUGIN);
    write("node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js", PLUGIN);
    write("node_modules/@pulumi/docker/package.json", {
      name: "@pulumi/docker",
      version: "5.2.0",
      pulumi: { resource: true },
    });
    write("node_modules/plain/package.json", { name: "plain", version: "1.0.0" });
    write("node_modules/plain/node_modules/deep/package.json", {
      name: "deep-sdk",
      version: "2.0.0",
      pulumi: { resource: true, name: "deep", version: "v2.1.0", server: "https://example.com/plugins" },
    });
    write("package.json", { name: "program", dependencies: { plain: "^1.0.0" } });

    host = spawn(join(await ensureLanguageHost(), "pulumi-language-nodejs"), ["-root=/", "127.0.0.1:9"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const port = await new Promise<string>((resolve) =>
      host.stdout.once("data", (text: Buffer) => resolve(String(text))),
    );
    host.stdout.on("data", (text: Buffer) => (printed += String(text)));
    host.stderr.on("data", (text: Buffer) => (printed += String(text)));
    client = new LanguageRuntimeClient(`127.0.0.1:${port.trim()}`, grpc.credentials.createInsecure());
  });

  beforeEach(() => (printed = ""));

  after(() => {
    client.close();
    host.kill();
    rmSync(folder, { recursive: true });
  });

  function write(path: string, content: string | object): void {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }

  function info(program = "show", directory = folder): language.ProgramInfo {
    return new language.ProgramInfo().setRootDirectory(directory).setProgramDirectory(directory).setEntryPoint(program);
  }

  function run(program: string, directory = folder): Promise<language.RunResponse> {
    const request = new language.RunRequest()
      .setInfo(info(program, directory))
      .setPwd(folder)
      .setProject("shop")
      .setStack("dev")
      .setMonitorAddress("127.0.0.1:8")
      .setParallel(4)
      .setDryrun(true)
      .setConfigsecretkeysList(["shop:key"]);
    request.getConfigMap().set("shop:port", "3000");
    return new Promise((resolve, reject) =>
      client.run(request, (error, response) => (error ? reject(error) : resolve(response))),
    );
  }

  it("runs a program with the engine's addresses and the stack's configuration, and its output streams through", async () => {
    const response = await run("show");
    assert.deepEqual([response.getError(), response.getBail()], ["", false]);
    const shown = JSON.parse(printed) as { arguments: string[] };
    const text = `--monitor 127.0.0.1:8 --engine 127.0.0.1:9 --project shop --stack dev --pwd ${folder} --root-directory ${folder} --parallel 4 --dry-run show`;
    assert.deepEqual(shown, {
      arguments: text.split(" "),
      cwd: folder,
      config: '{"shop:port":"3000"}',
      secrets: '["shop:key"]',
      typescript: "true",
    });
  });

  it("bails without a message of its own where the program has told the user what is wrong", async () => {
    const response = await run("32");
    assert.deepEqual([response.getError(), response.getBail(), printed], ["", true, "on its way out\n"]);
  });

  it("reports any other failure of the program with its exit code", async () => {
    const response = await run("7");
    assert.deepEqual([response.getError(), response.getBail()], ["Program exited with non-zero exit code: 7", false]);
  });

  it("says where it looked for the SDK and what to run where that is not installed", async () => {
    const response = await run("show", "/");
    assert.equal(
      response.getError(),
      "The Pulumi SDK is not installed: @pulumi/pulumi cannot be found from /. Run `npm install` there.",
    );
  });

  function plugin(kind: string, environment: string[], directory = folder): grpc.ClientReadableStream<Answer> {
    const request = new language.RunPluginRequest()
      .setInfo(info(".", directory))
      .setPwd(tmpdir())
      .setKind(kind)
      .setArgsList(["127.0.0.1:9", "-v=3"])
      .setEnvList(environment);
    return client.runPlugin(request);
  }

  it("runs a plugin in the CLI's folder, with its arguments and no environment but what the CLI gives", async () => {
    const { stdout, stderr, exitCode } = await ended(plugin("resource", ["A=b=c", "ENDS=7"]));
    const { pid, ...called } = JSON.parse(stdout) as PluginCall;
    assert.ok(pid > 0);
    assert.deepEqual(called, {
      cwd: tmpdir(),
      runner: "run-plugin",
      arguments: [folder, "127.0.0.1:9", "-v=3"],
      environment: { A: "b=c", ENDS: "7" },
    });
    assert.deepEqual([stderr, exitCode], ["a word\n", 7]);
  });

  it("runs a policy pack in the pack's folder, with the engine's address before it", async () => {
    const { stdout } = await ended(plugin("analyzer", ["ENDS=0"]));
    const { cwd, runner, arguments: given } = JSON.parse(stdout) as PluginCall;
    assert.deepEqual([cwd, runner, given], [folder, "run-policy-pack", ["127.0.0.1:9", folder]]);
  });

  it("ends a plugin when the CLI ends the call", async () => {
    const call = plugin("resource", []);
    call.on("error", () => undefined);
    const { pid } = await new Promise<PluginCall>((resolve) => {
      call.on("data", (answer: Answer) => {
        if (answer.hasStdout()) resolve(JSON.parse(Buffer.from(answer.getStdout_asU8()).toString()) as PluginCall);
      });
    });
    call.cancel();
    await untilGone(pid);
  });

  it("says of a plugin what is missing where the SDK is not installed", async () => {
    const { stderr, exitCode } = await ended(plugin("resource", [], "/"));
    assert.match(
      stderr,
      /^The Pulumi SDK is not installed: @pulumi\/pulumi cannot be found from \/\. Run `npm install`/,
    );
    assert.equal(exitCode, 1);
  });

  it("lists the plugins of all SDK packages that are installed, at any depth", async () => {
    const request = new language.GetRequiredPackagesRequest().setInfo(info());
    const response = await new Promise<language.GetRequiredPackagesResponse>((resolve, reject) =>
      client.getRequiredPackages(request, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    const packages = response
      .getPackagesList()
      .map((one) => [one.getKind(), one.getName(), one.getVersion(), one.getServer()]);
    assert.deepEqual(packages.sort(), [
      ["resource", "deep", "v2.1.0", "https://example.com/plugins"],
      ["resource", "docker", "v5.2.0", ""],
    ]);
  });

  it("names the packages that a program depends on in their installed versions", async () => {
    const request = new language.GetProgramDependenciesRequest().setInfo(info());
    const response = await new Promise<language.GetProgramDependenciesResponse>((resolve, reject) =>
      client.getProgramDependencies(request, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    const dependencies = response.getDependenciesList().map((one) => `${one.getName()} ${one.getVersion()}`);
    assert.deepEqual(dependencies, ["plain 1.0.0"]);
  });

  it("fails where the packages of a program cannot be installed, and says which command to try", async () => {
    const request = new language.InstallDependenciesRequest().setInfo(info(".", "/nowhere"));
    const call = client.installDependencies(request).resume();
    const error = await new Promise<grpc.ServiceError>((resolve) => call.once("error", resolve));
    assert.match(error.details, /^Could not install the npm packages in \/nowhere: `npm install` did not start: /);
  });

  it("tells which Node it runs", async () => {
    const response = await new Promise<language.AboutResponse>((resolve, reject) =>
      client.about(new language.AboutRequest(), (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    assert.deepEqual([response.getExecutable(), response.getVersion()], [process.execPath, process.version]);
  });

  it("answers the CLI's question for its version", async () => {
    await new Promise<void>((resolve, reject) =>
      client.getPluginInfo(new Empty(), (error) => (error ? reject(error) : resolve())),
    );
  });

  it("ends, and its program with it, when the Pulumi that started it was killed", async () => {
    const command = `"${host.spawnfile}" 127.0.0.1:9 & echo "host $!"; wait`;
    const pulumi = spawn("sh", ["-c", command], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    pulumi.stdout.on("data", (text: Buffer) => (output += String(text)));
    const number = async (pattern: RegExp) => {
      while (!pattern.test(output)) await new Promise((resolve) => setTimeout(resolve, 20));
      return Number(pattern.exec(output)?.[1]);
    };
    const hostProcess = await number(/^host (\d+)$/m);
    const second = new LanguageRuntimeClient(
      `127.0.0.1:${await number(/^(\d+)$/m)}`,
      grpc.credentials.createInsecure(),
    );
    second.run(new language.RunRequest().setInfo(info("slow")).setPwd(folder), () => undefined);
    const program = await number(/^program (\d+)$/m);

    pulumi.kill("SIGKILL");
    await untilGone(hostProcess);
    await untilGone(program);
    second.close();
  });
});

type Answer = language.RunPluginResponse;

/** All that a plugin printed until it ended. */
async function ended(call: grpc.ClientReadableStream<Answer>) {
  let [stdout, stderr, exitCode] = ["", "", -1];
  for await (const answer of call as AsyncIterable<Answer>) {
    stdout += Buffer.from(answer.getStdout_asU8()).toString();
    stderr += Buffer.from(answer.getStderr_asU8()).toString();
    if (answer.hasExitcode()) exitCode = answer.getExitcode();
  }
  return { stdout, stderr, exitCode };
}

async function untilGone(pid: number): Promise<void> {
  const end = Date.now() + 3_000;
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, "ESRCH");
      return;
    }
    assert.ok(Date.now() < end, `process ${pid} is still there after 3 s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
