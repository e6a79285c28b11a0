import { type Resource, VOLUME_FILES, VOLUMES } from "./resources";
import { type Known, type Properties, read, records, text } from "./values";

/** What a program says of its volumes, by their names. */
export interface Volumes {
  /** The folder of the Engine's machine that a volume stands for. */
  readonly folders: ReadonlyMap<string, string>;
  /** Texts of the files that are written into it, by their path in it. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Known<string>>>;
}

/** The volumes of a program. */
export function volumesOf(resources: readonly Resource[]): Volumes {
  const folders = new Map<string, string>();
  const files = new Map<string, Map<string, Known<string>>>();
  for (const { type, props } of resources) {
    if (VOLUMES.includes(type)) {
      const folder = boundFolder(props);
      if (folder !== undefined) folders.set(text(props, "name") ?? "", folder);
    }
    if (type === VOLUME_FILES) {
      const volume = text(props, "volume") ?? "";
      files.set(volume, new Map([...(files.get(volume) ?? []), ...filesIn(props)]));
    }
  }
  return { folders, files };
}

/** A volume of the Engine's own driver can be another name for a folder. */
function boundFolder(props: Properties): string | undefined {
  const options = read(props, "driverOpts");
  return typeof options === "object" && options !== null ? text(options as Properties, "device") : undefined;
}

function filesIn(props: Properties): [string, Known<string>][] {
  return records(props, "files").map(({ path, content }) => [String(path), content as Known<string>]);
}
