import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { CommandModule } from "yargs";
import { loadProject } from "../compose/loadProject";
import { type PlannedProject, planProject } from "../compose/planProject";
import { Report, type Remark } from "../compose/Report";
import { showMarks } from "../compose/secretMarks";
import { CommandFailure, type GlobalOptions, printable, printResult, UsageError } from "../Context";
import { type Language, LANGUAGES } from "../program/Program";
import { nextSteps, sayable, writeProgram } from "../program/writeProgram";
import { secretsCommand, setSecrets } from "../program/stackSecrets";

interface FromComposeOptions extends GlobalOptions {
  readonly file: string;
  readonly out: string;
  readonly language: Language;
  readonly force: boolean;
  readonly profile: readonly string[];
  readonly variables?: string;
  readonly projectName?: string;
  readonly importVolumes: boolean;
  readonly setSecrets: boolean;
  readonly stack?: string;
}

/** `dockwire from-compose`: a Compose file becomes a program. No Engine is looked at. */
export const fromCompose: CommandModule<GlobalOptions, FromComposeOptions> = {
  command: "from-compose <file>",
  describe: "Write a program for a Compose file, and say what is not carried over",
  builder: {
    file: { type: "string", describe: "The Compose file" },
    out: { type: "string", requiresArg: true, demandOption: true, describe: "The folder to write, for instance stack" },
    language: { choices: LANGUAGES, default: "yaml", describe: "The program's language" },
    force: { type: "boolean", default: false, describe: "Replace files that are there" },
    profile: { type: "string", array: true, nargs: 1, default: [], describe: "Profiles to take, as Compose has them" },
    variables: {
      type: "string",
      requiresArg: true,
      describe: "The file of variables; by default .env beside the Compose file",
    },
    "project-name": {
      type: "string",
      requiresArg: true,
      describe: "Begins the names on the Engine; by default as Compose has it",
    },
    "import-volumes": {
      type: "boolean",
      default: false,
      describe: "Take over the volumes that Compose made already, with their data",
    },
    "set-secrets": {
      type: "boolean",
      default: false,
      describe: "Write nothing: give the stack in the folder the values of its secret settings",
    },
    stack: { type: "string", requiresArg: true, describe: "The stack for --set-secrets; by default the selected one" },
  },
  handler: async (options) => {
    requireUse(options);
    const report = new Report();
    const { program, values } = planned(options, report);
    if (options.setSecrets) {
      if (!existsSync(join(options.out, "Pulumi.yaml"))) {
        throw new CommandFailure(`${options.out} has no Pulumi.yaml: run the command without --set-secrets first.`);
      }
      const { out, stack } = options;
      await setSecrets(values, { folder: resolve(out), stack, command: secretsCommand(options) });
      const secrets = [...values.keys()];
      printResult(options, { secrets }, () => `secrets: ${secrets.join(", ") || "none"}`);
      return;
    }
    const files = sayable(() => writeProgram(program, options));
    const resources = program.resources.map(({ name, type }) => ({ name, type }));
    const result: Result = {
      folder: options.out,
      files,
      resources,
      secrets: [...values.keys()],
      notCarriedOver: report.remarks,
      next: withSecrets(nextSteps(program, options, files), values, options),
    };
    printResult(options, result, () => text(result));
  },
};

/** An option that would count for nothing is a misunderstanding. */
function requireUse({ stack, setSecrets: sets, host, context }: FromComposeOptions): void {
  if (host ?? context) throw new UsageError("from-compose looks at no Engine: leave --host and --context out.");
  if (stack !== undefined && !sets)
    throw new UsageError("--stack goes with --set-secrets: a program is for any stack.");
}

/** Messages may quote the file; what stands in it for a secret is the variable's name. */
function planned(options: FromComposeOptions, report: Report): PlannedProject {
  const { file, out, profile, variables, projectName, importVolumes } = options;
  try {
    const project = loadProject({ file, profiles: profile, envFile: variables, projectName }, report);
    noteNeighbours(file, report);
    if (!project.services.size) throw new CommandFailure(`${file}: there is no service to write a program for.`);
    return planProject(project, { folder: resolve(out), importVolumes }, report);
  } catch (error) {
    if (error instanceof CommandFailure) throw new CommandFailure(showMarks(error.message));
    throw error;
  }
}

/** Compose reads a second file beside the first one by itself. */
function noteNeighbours(file: string, report: Report): void {
  for (const name of ["compose.override.yaml", "compose.override.yml", "docker-compose.override.yml"]) {
    const path = join(dirname(file), name);
    if (!existsSync(path) || resolve(path) === resolve(file)) continue;
    report.note(`${relative(process.cwd(), resolve(path))}:1`, name, "only the file that is named is read");
  }
}

/** The step that gives the stack its secrets, once there is one. */
function withSecrets(
  steps: readonly string[],
  values: ReadonlyMap<string, string>,
  options: FromComposeOptions,
): string[] {
  if (!values.size) return [...steps];
  const made = steps.findIndex((step) => step.startsWith("pulumi stack init")) + 1;
  return [...steps.slice(0, made), secretsCommand(options), ...steps.slice(made)];
}

interface Result {
  readonly folder: string;
  readonly files: readonly string[];
  readonly resources: readonly { readonly name: string; readonly type: string }[];
  /** The secret settings of the program, whose values are not in it. */
  readonly secrets: readonly string[];
  readonly notCarriedOver: readonly Remark[];
  readonly next: readonly string[];
}

function text({ folder, files, resources, secrets, notCarriedOver, next }: Result): string {
  const count = (type: string) => resources.filter((one) => one.type === type).length;
  const section = (title: string, lines: readonly string[]) =>
    lines.length ? ["", `${title}:`, ...lines.map((line) => `  ${printable(line)}`)] : [];
  return [
    `${folder}: ${files.join(", ")}`,
    `networks: ${count("dockwire:Network")}, containers: ${count("docker:Container")}, ` +
      `attachments: ${count("dockwire:NetworkAttachment")}, volumes: ${count("dockwire:Volume")}`,
    ...section("Secret settings", secrets),
    ...section(
      "Not carried over, or in another form",
      notCarriedOver.map(({ where, what, why }) => `${where}: ${what}: ${why}`),
    ),
    ...section("Next", next),
  ].join("\n");
}
