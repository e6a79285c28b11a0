import { spawn } from "node:child_process";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { findRunner, missingSdk } from "./findRunner";

/** The program has already told the user what is wrong. */
const EXIT_AFTER_MESSAGE = 32;

/** What Pulumi.yaml may say under runtime.options for Node programs. */
interface RuntimeOptions {
  typescript?: boolean;
  nodeargs?: string;
  tsconfig?: string;
}

export interface ProgramResult {
  /** What went wrong, for the CLI to print; empty: nothing did. */
  error: string;
  /** The program failed and has said why itself. */
  bail: boolean;
}

/** Runs the user's program to its end; what it prints goes through our own streams, which the CLI shows as it comes. */
export function runProgram(request: RunRequest, engine: string | undefined): Promise<ProgramResult> {
  const folder = request.getInfo()?.getProgramDirectory() || request.getPwd();
  const runner = findRunner(folder, "run");
  if (!runner) return Promise.resolve({ error: missingSdk(folder), bail: false });
  const options = (request.getInfo()?.getOptions()?.toJavaScript() ?? {}) as RuntimeOptions;
  const nodeArguments = (options.nodeargs ?? "").split(/\s+/).filter(Boolean);
  const child = spawn(process.execPath, [...nodeArguments, runner, ...runnerArguments(request, engine)], {
    cwd: request.getPwd(),
    env: { ...process.env, ...programEnvironment(request, options) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const stop = () => child.kill("SIGKILL");
  process.once("exit", stop);
  return new Promise((resolve) => {
    child.once("error", (error) =>
      resolve({ error: `Could not start Node for the program: ${error.message}`, bail: false }),
    );
    child.once("exit", (code, signal) => {
      process.removeListener("exit", stop);
      resolve(resultOf(code, signal));
    });
  });
}

function resultOf(code: number | null, signal: NodeJS.Signals | null): ProgramResult {
  if (code === 0) return { error: "", bail: false };
  if (code === EXIT_AFTER_MESSAGE) return { error: "", bail: true };
  const how = signal ? `was ended by ${signal}` : `exited with non-zero exit code: ${code}`;
  return { error: `Program ${how}`, bail: false };
}

function runnerArguments(request: RunRequest, engine: string | undefined): string[] {
  const named: [string, string | undefined][] = [
    ["--monitor", request.getMonitorAddress()],
    ["--engine", engine],
    ["--organization", request.getOrganization()],
    ["--project", request.getProject()],
    ["--stack", request.getStack()],
    ["--pwd", request.getPwd()],
    ["--root-directory", request.getInfo()?.getRootDirectory()],
    ["--parallel", String(request.getParallel())],
  ];
  return [
    ...named.flatMap(([name, value]) => (value ? [name, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() || ".",
    ...request.getArgsList(),
  ];
}

function programEnvironment(request: RunRequest, options: RuntimeOptions): NodeJS.ProcessEnv {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript ?? true),
    ...(options.tsconfig && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
}
