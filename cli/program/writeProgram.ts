import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { quote } from "shell-quote";
import { stringify } from "yaml";
import { version } from "../../package.json";
import { CommandFailure } from "../Context";
import { fileFailure } from "../fileFailure";
import type { Language, Program } from "./Program";
import { typescriptProgram } from "./typescriptProgram";
import { Unsayable, yamlProgram } from "./yamlProgram";

/** Where and how a program is written. */
export interface WriteOptions {
  /** The folder, made when it is not there. */
  readonly out: string;
  readonly language: Language;
  /** Whether files that are there are replaced. */
  readonly force: boolean;
}

/** Writes a program into a folder, with a file for `pulumi import` when it takes something over; resolves with the files. */
export function writeProgram(program: Program, { out, language, force }: WriteOptions): string[] {
  const folder = resolve(out);
  const files = filesOf(program, language, folder);
  const present = Object.keys(files).filter((name) => existsSync(join(folder, name)));
  if (present.length && !force) {
    throw new CommandFailure(`${out} has ${present.join(", ")} already. Choose another folder, or add --force.`);
  }
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  } catch (error) {
    throw fileFailure(`Writing the program to ${out}`, error);
  }
  return Object.keys(files);
}

/** Writes, and says in a sentence what the language cannot. */
export function sayable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unsayable) throw new CommandFailure(error.message);
    throw error;
  }
}

/** The commands that make the program a stack. */
export function nextSteps({ resources }: Program, { out }: WriteOptions, files: readonly string[]): string[] {
  const imports = resources.some(({ importId }) => importId !== undefined);
  return [
    `cd ${quote([out])}`,
    ...(files.includes("package.json") ? ["npm install"] : []),
    "pulumi stack init dev",
    ...(imports ? ["pulumi import --file import.json --protect=false --generate-code=false --yes"] : []),
    "pulumi preview",
  ];
}

function filesOf(program: Program, language: Language, folder: string): Record<string, string> {
  const provider = pathTo(folder, join(packageRoot, "provider"));
  const imports = importFile(program);
  if (language === "yaml") return { "Pulumi.yaml": yamlProgram(program, provider), ...imports };
  const project = { name: program.project, runtime: "nodejs", packages: { dockwire: provider } };
  const settings = Object.fromEntries(
    program.config.map(({ key, secret }) => [key, { type: "string", ...(secret ? { secret } : {}) }]),
  );
  return {
    "Pulumi.yaml": stringify({ ...project, ...(program.config.length ? { config: settings } : {}) }),
    "index.ts": typescriptProgram(program),
    ...(isInstalledAbove(folder) ? {} : { "package.json": packageFile(program.project, folder) }),
    ...imports,
  };
}

function importFile({ resources }: Program): Record<string, string> {
  const list = resources.flatMap(({ name, type, importId }) =>
    importId === undefined ? [] : [{ type: type.replace(":", ":index:"), name, id: importId }],
  );
  return list.length ? { "import.json": `${JSON.stringify({ resources: list }, undefined, 2)}\n` } : {};
}

/** This package: both `dist/dockwire.js` and the folders of the sources lie in it. */
const packageRoot = rootAbove(__dirname);

function rootAbove(folder: string): string {
  return existsSync(join(folder, "provider", "PulumiPlugin.yaml")) ? folder : rootAbove(dirname(folder));
}

/** Relative while both lie in the folder of one project, so that it can be moved as a whole. */
function pathTo(folder: string, target: string): string {
  const path = relative(real(folder), realpathSync(target));
  return path.split(sep).filter((part) => part === "..").length > 3
    ? target
    : path.startsWith(".")
      ? path
      : `./${path}`;
}

/** A folder that need not be there yet, without symbolic links on the way. */
function real(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : join(real(dirname(folder)), relative(dirname(folder), folder));
}

function isInstalledAbove(folder: string): boolean {
  const require = createRequire(join(real(folder), "index.js"));
  try {
    require.resolve("dockwire/package.json");
    return true;
  } catch {
    return false;
  }
}

function packageFile(name: string, folder: string): string {
  const dependencies = {
    "@pulumi/docker": "^5.2.0",
    "@pulumi/pulumi": "^3.200.0",
    dockwire: packageRoot.includes(`${sep}node_modules${sep}`) ? `^${version}` : `file:${pathTo(folder, packageRoot)}`,
  };
  return `${JSON.stringify({ name, private: true, dependencies }, undefined, 2)}\n`;
}
