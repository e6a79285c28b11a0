import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError, describeError } from "../../engine/EngineError";
import { writeVolumeFiles, volumeHolds } from "./volumeArchive";
import { checkInputs, Rule } from "../protocol/checkInputs";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { ArchiveFile } from "../../engine/archive";
import type { Checked, Found, Operation, Resource } from "../protocol/Resource";
import { Properties, UNKNOWN } from "../protocol/values";

const fileShape = z
  .object({
    path: z.string().regex(/^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/, "write the path relative to the volume, without .."),
    content: z.string(),
    mode: z
      .string()
      .regex(/^0?[0-7]{3}$/, `write the mode in octal, for instance "0444"`)
      .optional(),
    owner: z
      .string()
      .regex(/^\d+:\d+$/, `write the owner as UID:GID in numbers`)
      .optional(),
  })
  .strict();

const shape = {
  volume: z.string().min(1, `"volume" is empty; give a volume's name`),
  image: z.string().min(1, `"image" is empty; give an image that the Engine has`),
  files: z.array(fileShape).min(1, `"files" is empty; give a file`),
};

const onceEach: Rule = {
  needs: ["files"],
  check: ({ files }) => {
    const paths = z
      .array(fileShape)
      .parse(files)
      .map((file) => file.path);
    const twice = paths.find((path, i) => paths.indexOf(path) !== i);
    return twice ? [{ property: "files", reason: `"${twice}" is there twice` }] : [];
  },
};

/**
 * Files in a volume, for containers with a read-only root: the Engine takes no uploads there. They are written through
 * a container that never runs.
 */
export class VolumeFiles implements Resource {
  readonly type = "dockwire:index:VolumeFiles";
  readonly secretOutputs = [];
  readonly replaceOn = ["volume"];
  readonly deleteBeforeReplace = true;
  readonly refreshBeforeUpdate = true;

  constructor(private readonly engine: () => EngineClient) {}

  check(inputs: Properties): Checked {
    return checkInputs(shape, inputs, [onceEach]);
  }

  /** The image is a means to write; another one changes nothing in the volume. */
  async amendChanges(changes: PropertyChange[]): Promise<PropertyChange[]> {
    return changes.filter((change) => change.path !== "image");
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    if (operation.preview) return { id: "", state: { ...inputs, version: UNKNOWN } };
    return { id: String(inputs.volume), state: await this.write(inputs, [], operation) };
  }

  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    if (!("version" in state)) {
      throw new Error(`The files in volume "${id}" cannot be imported: their content is only known to who wrote them.`);
    }
    const there = await volumeHolds(this.engine(), where(oldInputs), tarFiles(oldInputs), operation.signal);
    return there ? { id, state, inputs: oldInputs } : undefined;
  }

  async update(_id: string, state: Properties, inputs: Properties, operation: Operation): Promise<Properties> {
    if (operation.preview) return { ...inputs, version: UNKNOWN };
    const kept = new Set(tarFiles(inputs).map((file) => file.path));
    const dropped = tarFiles(state).filter((file) => !kept.has(file.path));
    return this.write(inputs, dropped, operation);
  }

  async delete(): Promise<void> {
    // They go with the volume.
  }

  /** Files that are wanted no more are emptied: an archive can write, not remove. */
  private async write(inputs: Properties, dropped: ArchiveFile[], operation: Operation): Promise<Properties> {
    const attempt = `Writing files into volume "${String(inputs.volume)}"`;
    const files = [...tarFiles(inputs), ...dropped.map((file) => ({ ...file, content: "" }))];
    try {
      await writeVolumeFiles(this.engine(), where(inputs), files, operation.signal);
    } catch (error) {
      const noVolume = error instanceof EngineError && error.status === 404;
      throw describeError(attempt, error, noVolume ? "Make the volume and load the image first." : "");
    }
    return { ...inputs, version: randomUUID() };
  }
}

function where(inputs: Properties): { volume: string; image: string } {
  return { volume: String(inputs.volume), image: String(inputs.image) };
}

function tarFiles(inputs: Properties): ArchiveFile[] {
  return z
    .array(fileShape)
    .parse(inputs.files)
    .map(({ path, content, mode = "0444", owner = "0:0" }) => {
      const [uid = 0, gid = 0] = owner.split(":").map(Number);
      return { path, content, mode: parseInt(mode, 8), uid, gid };
    });
}
