import { posix } from "node:path";
import { parse } from "shell-quote";
import type { Port } from "./Container";
import { type Known, type Properties, read, records, text, UNKNOWN, words } from "./values";
import type { Volumes } from "./volumes";

/** The environment that a container is given; what is not known yet is left out. */
export function environmentOf(props: Properties): Record<string, string> {
  const list = read(props, "envs");
  const variables = (Array.isArray(list) ? list : []).filter((one) => typeof one === "string");
  return Object.fromEntries(variables.map((one) => [one.replace(/=.*$/s, ""), one.replace(/^[^=]*=?/, "")]));
}

/** Entrypoint and command; a script that is handed to a shell comes as its words. */
export function programWords(props: Properties, environment: Record<string, string>): Known<string[]> {
  const entrypoint = words(props, "entrypoints");
  const command = words(props, "command");
  if (command === UNKNOWN) return UNKNOWN;
  // At a preview the Docker provider calls the entrypoint not known yet when it is the image's own.
  const all = entrypoint === UNKNOWN ? command : [...entrypoint, ...command];
  return all.flatMap((word, i) => (/^-\w*c$/.test(all[i - 1] ?? "") ? scriptWords(word, environment) : [word]));
}

function scriptWords(script: string, environment: Record<string, string>): string[] {
  return parse(script, environment).filter((word) => typeof word === "string");
}

/** The ports that the host opens for a container. */
export function portsOf(props: Properties): Port[] {
  return records(props, "ports").map(({ internal, ip }) => ({
    internal: typeof internal === "number" ? internal : undefined,
    ip: ip === UNKNOWN ? UNKNOWN : typeof ip === "string" ? ip : "",
  }));
}

interface Mount {
  readonly source: string;
  readonly target: string;
}

/** Paths of the Engine's machine that a container mounts, also through a volume that is a name for one. */
export function hostPathsOf(props: Properties, { folders }: Volumes): string[] {
  return mountsOf(props)
    .map(({ source }) => folders.get(source) ?? source)
    .filter((source) => source.startsWith("/"));
}

/** A name that begins with "/" is a folder of the Engine's machine to it, wherever it is given. */
function mountsOf(props: Properties): Mount[] {
  const volumes = records(props, "volumes").map((one) => ({
    source: text(one, "hostPath") ?? text(one, "volumeName") ?? "",
    target: text(one, "containerPath") ?? "",
  }));
  const mounts = records(props, "mounts").map((one) => ({
    source: text(one, "source") ?? "",
    target: text(one, "target") ?? "",
  }));
  return [...volumes, ...mounts];
}

/** The files that the program puts into a container, by volumes or one by one. */
export function filesOf(props: Properties, { files }: Volumes): Map<string, Known<string>> {
  const mounted = mountsOf(props).flatMap(({ source, target }) =>
    [...(files.get(source) ?? [])].map(([path, content]) => [posix.join(target, path), content] as const),
  );
  const uploads = records(props, "uploads").flatMap((one) => {
    const content = uploaded(one);
    return content === undefined ? [] : [[text(one, "file") ?? "", content] as const];
  });
  return new Map([...mounted, ...uploads]);
}

function uploaded(upload: Properties): Known<string> | undefined {
  const { content, contentBase64 } = upload;
  if (content === UNKNOWN || contentBase64 === UNKNOWN) return UNKNOWN;
  if (typeof contentBase64 === "string" && contentBase64) return Buffer.from(contentBase64, "base64").toString();
  return typeof content === "string" && content ? content : undefined;
}
