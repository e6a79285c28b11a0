import { spawn } from "node:child_process";
import { run } from "./Command";
import type { Environment } from "./Environment";
import { projectRoot } from "./Paths";

/** Runs a Pulumi command that answers to us; its standard output is the result. */
export function askPulumi({ backend, env, project }: Environment, args: string[]): Promise<string> {
  return run(backend.pulumi, args, { cwd: project.folder, env });
}

/** Runs a Pulumi command for the user to see and answers with its exit code. Ctrl-C reaches it through the terminal. */
export function showPulumi({ backend, env }: Environment, args: string[]): Promise<number> {
  return showProgram(backend.pulumi, args, env);
}

/** Runs a program in the project's folder on the user's terminal; signals that we get are passed on to it. */
export function showProgram(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: projectRoot, env, stdio: "inherit" });
    const passOn = (signal: NodeJS.Signals) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
    signals.forEach((signal) => process.on(signal, passOn));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      signals.forEach((one) => process.removeListener(one, passOn));
      resolve(code ?? 128 + (signal === "SIGINT" ? 2 : 15));
    });
  });
}
