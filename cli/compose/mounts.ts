import { present, type Properties, type Value } from "../program/Program";
import { programPath } from "./canonical";
import { flag, type JsonObject, list, mapping, modeBits, optionalText, some, text } from "./Json";
import type { Part } from "./Part";
import type { Planning } from "./Planning";
import { bytes } from "./units";

/** What Compose gives a secret or config that has no mode. */
const READABLE = 0o444;

interface Mounts {
  readonly volumes: Value[];
  readonly mounts: Value[];
  readonly uploads: Value[];
}

/** What is mounted into a service's containers: volumes, folders, memory, and the files of its secrets and configs. */
export function mountProperties(part: Part, planning: Planning): Properties {
  const all: Mounts = { volumes: [], mounts: [], uploads: [] };
  for (const [i, entry] of list(part.spec.volumes).entries()) addMount(all, mapping(entry), { part, planning, i });
  for (const [i, entry] of list(part.spec.secrets).entries()) {
    addFile(all, mapping(entry), { part, planning, i, kind: "secrets", folder: "/run/secrets/" });
  }
  for (const [i, entry] of list(part.spec.configs).entries()) {
    addFile(all, mapping(entry), { part, planning, i, kind: "configs", folder: "/" });
  }
  const tmpfs = list(part.spec.tmpfs).map((line): [string, string] => {
    const [path = "", ...options] = text(line).split(":");
    return [path, options.join(":")];
  });
  return {
    volumes: some(all.volumes),
    mounts: some(all.mounts),
    uploads: some(all.uploads),
    tmpfs: some(Object.fromEntries(tmpfs)),
  };
}

interface Place {
  readonly part: Part;
  readonly planning: Planning;
  readonly i: number;
}

function addMount(all: Mounts, entry: JsonObject, { part, planning, i }: Place): void {
  const { source, target, read_only: ro, bind, volume, tmpfs } = entry;
  const containerPath = text(target);
  const readOnly = flag(ro) || undefined;
  const type = text(entry.type);
  const leaveOut = (key: string, why: string) => planning.leaveOut(part, ["volumes", i, key], why);
  if (type === "bind") {
    const { propagation, selinux, recursive } = mapping(bind);
    if (recursive !== undefined) leaveOut("bind", "the Docker provider knows no recursive read-only mount");
    const hostPath = programPath(source, planning.folder);
    if (propagation === undefined) {
      all.volumes.push(present({ containerPath, hostPath, readOnly, selinuxRelabel: optionalText(selinux) }));
    } else {
      const bindOptions = { propagation: text(propagation) };
      all.mounts.push(present({ type, target: containerPath, source: hostPath, readOnly, bindOptions }));
    }
  } else if (type === "tmpfs") {
    const size = bytes(text(mapping(tmpfs).size ?? "0"));
    const tmpfsOptions = present({ sizeBytes: size || undefined, mode: modeBits(mapping(tmpfs).mode) });
    all.mounts.push(present({ type, target: containerPath, readOnly, tmpfsOptions: some(tmpfsOptions) }));
  } else if (type === "volume") {
    const { nocopy, subpath, labels } = mapping(volume);
    if (flag(nocopy))
      leaveOut("volume", "the Engine copies what the image has there into an empty volume all the same");
    if (labels !== undefined) leaveOut("volume", "a volume without a name gets no labels");
    const volumeName = source === undefined ? undefined : volumeNamed(text(source), { part, planning, i });
    if (subpath === undefined) all.volumes.push(present({ containerPath, volumeName, readOnly }));
    else {
      const volumeOptions = { subpath: text(subpath) };
      all.mounts.push(present({ type, target: containerPath, source: volumeName, readOnly, volumeOptions }));
    }
  } else {
    leaveOut("type", `the Docker provider has no mounts of the type "${type}"`);
  }
}

function volumeNamed(key: string, { part, planning, i }: Place): Value {
  const found = planning.volumes.get(key);
  if (found) return found.value;
  throw part.problem(["volumes", i], `there is no volume "${key}" under the file's "volumes"`);
}

interface FilePlace extends Place {
  readonly kind: "secrets" | "configs";
  readonly folder: string;
}

/** A secret or config: its file, for reading alone; what stands in a variable or in the Compose file is put there. */
function addFile(all: Mounts, entry: JsonObject, { part, planning, i, kind, folder }: FilePlace): void {
  const { source, target = source, uid, gid, mode } = entry;
  const defined = planning.project[kind].get(text(source));
  if (!defined) throw part.problem([kind, i], `there is no "${text(source)}" under the file's "${kind}"`);
  const { file, environment, content, external } = defined.spec;
  const path = text(target).startsWith("/") ? text(target) : `${folder}${text(target)}`;
  if (file !== undefined) {
    all.volumes.push({ containerPath: path, hostPath: programPath(file, planning.folder), readOnly: true });
    for (const [key, value] of Object.entries({ uid, gid, mode })) {
      if (value !== undefined) planning.leaveOut(part, [kind, i, key], "the file keeps its own owner and mode");
    }
  } else if (environment !== undefined || content !== undefined) {
    const name = text(environment ?? source);
    const value = content === undefined ? planning.project.variables.plain(name) : text(content);
    if (value === undefined) throw defined.problem(["environment"], `the variable ${name} is not set`);
    if (value === "") {
      planning.leaveOut(part, [kind, i], "it is empty, and the Docker provider makes no empty file");
      return;
    }
    if (flag(part.spec.read_only)) {
      const why = "a container with a read-only root takes no such file, with Compose neither: keep it in a file";
      throw part.problem([kind, i], why);
    }
    const shown = kind === "configs" && environment === undefined ? value : planning.settings.secret(name, value);
    const permissions = (modeBits(mode) ?? READABLE).toString(8).padStart(4, "0");
    const owner = { owner: optionalText(uid), group: optionalText(gid) };
    all.uploads.push(present({ file: path, content: shown, permissions, ...owner }));
  } else {
    const why = external === undefined ? "it has neither a file nor a variable" : "only a swarm keeps external ones";
    planning.leaveOut(part, [kind, i], why);
  }
}
