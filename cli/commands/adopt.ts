import { basename, resolve } from "node:path";
import { quote } from "shell-quote";
import type { CommandModule } from "yargs";
import { type Adoption, BUILT_IN, planAdoption } from "../adopt/planAdoption";
import { type EngineView, viewEngine } from "../adopt/EngineView";
import { CommandFailure, engineOf, type GlobalOptions, printable, printResult } from "../Context";
import { slug } from "../program/Names";
import { type Language, LANGUAGES } from "../program/Program";
import { nextSteps, sayable, writeProgram } from "../program/writeProgram";

interface AdoptOptions extends GlobalOptions {
  readonly out: string;
  readonly language: Language;
  readonly force: boolean;
  readonly network: readonly string[];
  readonly include: readonly string[];
}

/** `dockwire adopt`: what was wired by hand becomes a stack. The Engine is looked at, never changed. */
export const adopt: CommandModule<GlobalOptions, AdoptOptions> = {
  command: "adopt",
  describe: "Write a program for what was wired by hand, and the file that imports it into a stack",
  builder: {
    out: {
      type: "string",
      requiresArg: true,
      demandOption: true,
      describe: "The folder to write, for instance wiring",
    },
    language: { choices: LANGUAGES, default: "typescript", describe: "The program's language" },
    force: { type: "boolean", default: false, describe: "Replace files that are there" },
    network: {
      type: "string",
      requiresArg: true,
      array: true,
      default: [],
      describe: "Only these networks; by default all made by hand",
    },
    include: {
      type: "string",
      requiresArg: true,
      array: true,
      default: [],
      describe: "Networks, containers and volumes to take although Compose or another stack made them",
    },
  },
  handler: async (options) => {
    const view = await viewEngine(engineOf(options));
    requireNames(view, options);
    const adoption = planAdoption(view, { networks: options.network, include: options.include });
    if (!adoption.resources.length) throw new CommandFailure(nothingToAdopt(adoption));
    const program = { project: projectName(options.out), config: [], resources: adoption.resources };
    const files = sayable(() => writeProgram(program, options));
    const next = [...engineSettings(options), ...nextSteps(program, options, files)];
    const resources = adoption.resources.map(({ name, type, importId }) => ({ name, type, id: importId }));
    const report = { folder: options.out, files, resources, leftOut: [...adoption.leftOut, CONTAINERS], next };
    printResult(options, report, () => text(report));
  },
};

/** True of every container, so it is said once. */
const CONTAINERS = {
  what: "the containers themselves",
  why:
    "they stay with whoever made them and are attached by name. The Docker provider's import reads no environment, " +
    "labels, ports or volumes of a container, and its next update would replace the container",
};

function requireNames({ networks, containers, volumes }: EngineView, { network, include }: AdoptOptions): void {
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  for (const name of network) {
    if (BUILT_IN.has(name)) {
      throw new CommandFailure(
        `Adopting network "${name}": every Engine has it for itself, so it cannot be a stack's.`,
      );
    }
    if (networks.some((one) => one.name === name || one.id === name)) continue;
    throw new CommandFailure(`Adopting network "${name}": there is no such network. "dockwire ls" lists them.`);
  }
  const all = new Set([...names(networks), ...names(containers), ...names(volumes)]);
  const odd = include.find((name) => !all.has(name));
  if (odd !== undefined) {
    throw new CommandFailure(`Including "${odd}": there is no network, container or volume of that name.`);
  }
}

function nothingToAdopt({ leftOut }: Adoption): string {
  const reasons = leftOut.map(({ what, why }) => `\n  ${printable(what)}: ${printable(why)}`);
  return `There is no network that was made by hand.${reasons.length ? ` Left out:${reasons.join("")}` : ""}`;
}

function projectName(out: string): string {
  return slug(basename(resolve(out))).slice(0, 100);
}

/** The stack has to ask the same Engine. */
function engineSettings({ host, context }: GlobalOptions): string[] {
  if (host !== undefined) return [`export DOCKER_HOST=${quote([host])}`];
  return context === undefined ? [] : [`export DOCKER_CONTEXT=${quote([context])}`];
}

interface Report {
  readonly folder: string;
  readonly files: readonly string[];
  readonly resources: readonly { readonly name: string; readonly type: string }[];
  readonly leftOut: readonly { readonly what: string; readonly why: string }[];
  readonly next: readonly string[];
}

function text({ folder, files, resources, leftOut, next }: Report): string {
  const count = (type: string) => resources.filter((one) => one.type === `dockwire:${type}`).length;
  return [
    `${folder}: ${files.join(", ")}`,
    `networks: ${count("Network")}, attachments: ${count("NetworkAttachment")}, volumes: ${count("Volume")}`,
    "",
    "Left out:",
    ...leftOut.map(({ what, why }) => `  ${printable(what)}: ${printable(why)}`),
    "",
    "Next:",
    ...next.map((line) => `  ${printable(line)}`),
  ].join("\n");
}
