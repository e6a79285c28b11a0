import type { Container } from "./Container";
import { isRedisServer } from "./redis";
import { UNKNOWN } from "./values";

/** Whether a redis asks for a password; `unseen` is the file that says so and that the program does not write. */
export type Login = "required" | "open" | { readonly unseen: string };

/** Programs that run what follows them. */
const WRAPPER = /(^|\/)([\w.-]*entrypoint[\w.-]*|tini|dumb-init)$|^--$/;

type Directive = readonly string[];
type Server = Pick<Container, "images" | "command" | "environment" | "files">;

/** How a redis lets in who reaches it, by its command, its configuration and its users' file. */
export function redisLogin({ images, command, environment, files }: Server): Login {
  if (command === UNKNOWN || hasPasswordOfBitnami(images, environment)) return "required";
  const start = command.findIndex(isRedisServer);
  // Without the server's name the image's entrypoint puts it before options and configuration files; all else is a script.
  const given = start < 0 ? command.filter((word) => !WRAPPER.test(word)) : command.slice(start + 1);
  const first = given[0] ?? "";
  if (start < 0 && first && !/^-|\.conf$/.test(first)) return { unseen: first };
  const path = first.startsWith("-") ? "" : first;
  const options = [...optionsOf(path ? given.slice(1) : given), ...optionsOf(split(environment.REDIS_ARGS ?? ""))];
  const configuration = path ? files.get(path) : "";
  if (configuration === UNKNOWN) return "required";
  const unseen = configuration === undefined ? { unseen: path } : "open";
  return loginOf([...linesOf(configuration ?? ""), ...options], files, unseen);
}

function loginOf(directives: readonly Directive[], files: Server["files"], otherwise: Login): Login {
  const usersFile = directives.filter(([name]) => name === "aclfile").at(-1)?.[1];
  if (usersFile) {
    const users = files.get(usersFile);
    if (users === UNKNOWN) return "required";
    return users === undefined ? { unseen: usersFile } : loginOf(linesOf(users), new Map(), "open");
  }
  let login = otherwise;
  for (const [name, first = "", ...rest] of directives) {
    if (name === "requirepass") login = first ? "required" : "open";
    if (name === "user" && first === "default") login = letsAnybodyIn(rest) ? "open" : "required";
  }
  return login;
}

/** The default user is who a client is that does not log in. */
function letsAnybodyIn(rules: readonly string[]): boolean {
  let [on, withoutPassword] = [false, false];
  for (const rule of rules) {
    if (rule === "on" || rule === "off") on = rule === "on";
    if (rule === "reset" || rule === "off") on = false;
    if (rule === "nopass") withoutPassword = true;
    if (rule === "reset" || rule === "resetpass" || rule.startsWith(">") || rule.startsWith("#"))
      withoutPassword = false;
  }
  return on && withoutPassword;
}

/** Options of a command line: `--name value ...`, or `--name=value`. */
function optionsOf(given: readonly string[]): Directive[] {
  const directives: string[][] = [];
  for (const word of given) {
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name !== undefined) directives.push([name.toLowerCase(), ...(value === undefined ? [] : [value])]);
    else directives.at(-1)?.push(word);
  }
  return directives;
}

/** Lines of a configuration or of a users' file. */
function linesOf(file: string): Directive[] {
  return file
    .split("\n")
    .filter((line) => !line.trimStart().startsWith("#"))
    .map((line) => split(line))
    .map(([name = "", ...rest]) => [name.toLowerCase(), ...rest]);
}

function split(line: string): string[] {
  const found = line.match(/"(?:\\.|[^"\\])*"|'[^']*'|[^\s"']+/g) ?? [];
  return found.map((word) => (/^["']/.test(word) ? word.slice(1, -1) : word));
}

/** Images of Bitnami write the configuration themselves, out of their environment. */
function hasPasswordOfBitnami(images: Server["images"], environment: Server["environment"]): boolean {
  if (!images.some(({ name }) => /(^|\/)bitnami/.test(name))) return false;
  return Object.entries(environment).some(([name, value]) => /^\w+_PASSWORD(_FILE)?$/.test(name) && value !== "");
}
