import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ProgramResource } from "../topology/sources/ProgramResource";
import { programTopology } from "../topology/sources/programTopology";
import type { Topology } from "../topology/Topology";
import { CommandFailure } from "./Context";

const run = promisify(execFile);
const LARGEST_ANSWER = 256 * 1024 * 1024;

/** The topology in the state of a stack of the Pulumi project in this folder. */
export async function stackTopology(stack?: string): Promise<Topology> {
  return programTopology(await stackResources(stack));
}

/** The same, with the stack's name; undefined for a stack without resources. */
export async function readStack(stack?: string): Promise<{ name: string | undefined; topology: Topology }> {
  const resources = await stackResources(stack);
  // urn:pulumi:STACK::PROJECT::...
  const name = stack ?? resources[0]?.urn.split(":")[2];
  return { name, topology: programTopology(resources) };
}

interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly newState?: ProgramResource;
}

/** The topology as the state has it, and as the program in this folder wants it. Nothing is changed. */
export async function previewTopologies(stack?: string): Promise<{ before: Topology; after: Topology }> {
  const state = await stackResources(stack);
  const { steps = [] } = JSON.parse(await pulumi(["preview", "--json", ...stackFlag(stack)])) as {
    steps?: PreviewStep[];
  };
  const wanted = new Map(state.map((resource) => [resource.urn, resource]));
  for (const { op, urn, newState } of steps) {
    if (op === "delete") wanted.delete(urn);
    else if (newState && !op.startsWith("delete")) wanted.set(urn, newState);
  }
  return { before: programTopology(state), after: programTopology([...wanted.values()], state) };
}

/** All resources in the state of a stack of the project in this folder; secrets are hidden unless asked for. */
export async function stackResources(
  stack: string | undefined,
  { secrets = false } = {},
): Promise<readonly ProgramResource[]> {
  const text = await pulumi(["stack", "export", ...stackFlag(stack), ...(secrets ? ["--show-secrets"] : [])]);
  return (JSON.parse(text) as { deployment?: { resources?: ProgramResource[] } }).deployment?.resources ?? [];
}

/** The flag that names a stack; none for the selected one. */
export function stackFlag(stack: string | undefined): string[] {
  return stack === undefined ? [] : ["--stack", stack];
}

/** What the pulumi command prints. @throws CommandFailure with what it said, if it fails or is not there */
export async function pulumi(
  args: readonly string[],
  { cwd = process.cwd(), input = "" }: { cwd?: string; input?: string } = {},
): Promise<string> {
  try {
    const running = run("pulumi", [...args, "--non-interactive"], { cwd, maxBuffer: LARGEST_ANSWER });
    running.child.stdin?.end(input);
    const { stdout } = await running;
    return stdout;
  } catch (error) {
    const { code, stderr = "", stdout = "" } = error as { code?: unknown; stderr?: string; stdout?: string };
    if (code === "ENOENT") {
      throw new CommandFailure(
        "There is no pulumi command on PATH. https://www.pulumi.com/docs/install/ says how to get it.",
      );
    }
    const said = (stderr || stdout || (error as Error).message).trim().split("\n").slice(-12).join("\n");
    throw new CommandFailure(`"pulumi ${args.join(" ")}" in ${cwd} failed:\n${said}`);
  }
}
