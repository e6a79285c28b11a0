import { randomUUID } from "node:crypto";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { describeError } from "../../engine/EngineError";
import { checkInputs } from "../protocol/checkInputs";
import { OwnerRegistry } from "../protocol/OwnerRegistry";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { CheckContext, Checked, Edit, Failure, Found, Operation, Resource } from "../protocol/Resource";
import { hasUnknown, Json, Properties, UNKNOWN, withoutDefaults } from "../protocol/values";
import { imageExists, VolumeArchive, VolumePlace, whileVolumeExists } from "./volumeArchive";
import { volumeFiles } from "./volumeFilesShape";
import { areSeenAsWanted } from "./volumeMount";
import { canonicalFiles, distinctPaths, driftIn, pathsIn, wantedFiles, withKnownContents } from "./wantedFiles";

/**
 * Files in a volume, for containers with a read-only root: the Engine takes no uploads there. They are written through
 * a container that never runs.
 */
export class VolumeFiles implements Resource {
  readonly declaration = volumeFiles;
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = true;
  /** The files that the program has, each by its volume and path. */
  private readonly owners = new OwnerRegistry();

  constructor(private readonly engine: () => EngineClient) {}

  check(inputs: Properties, { urn }: CheckContext): Checked {
    const { failures } = checkInputs(volumeFiles.inputs, withKnownContents(inputs), [distinctPaths]);
    if (failures.length) return { inputs, failures };
    const kept = this.canonical(inputs);
    return { inputs: kept, failures: this.claim(urn, kept) };
  }

  canonical(inputs: Properties): Properties {
    return { ...withoutDefaults(inputs, {}), files: canonicalFiles(inputs.files) };
  }

  /** The image is a means to write; another one changes nothing in the volume. */
  async amendChanges(changes: PropertyChange[], { state, inputs }: Edit): Promise<PropertyChange[]> {
    const edited = changes.filter(({ path }) => path !== "image");
    const drift = driftIn(state, inputs).filter((file) => !edited.some(({ path }) => path.startsWith(file.path)));
    return [...edited, ...drift];
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    const id = String(inputs.volume);
    if (operation.preview) return { id: "", state: written(inputs, UNKNOWN) };
    await this.write(inputs, operation);
    return { id, state: written(inputs, randomUUID()) };
  }

  /** Without the image nobody can look, and then the files are taken to be as they were. */
  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    if (!("version" in state)) {
      throw new Error(`The files in volume "${id}" cannot be imported: their content is only known to who wrote them.`);
    }
    const place = placeOf(oldInputs, operation);
    return whileVolumeExists(this.engine(), place.volume, operation.bounds, async () => {
      const files = wantedFiles(oldInputs);
      const isSeen = await areSeenAsWanted(this.engine(), place.volume, files, operation.bounds);
      if (!isSeen && !(await imageExists(this.engine(), place.image, operation.bounds)))
        return { id, state, inputs: oldInputs };
      const changed = isSeen ? [] : await this.use(place, operation.bounds, (archive) => archive.changed(files));
      return { id, state: { ...state, changedFiles: changed.map(({ path }) => path) }, inputs: oldInputs };
    });
  }

  async update(_id: string, state: Properties, inputs: Properties, operation: Operation): Promise<Properties> {
    if (operation.preview) return written(inputs, UNKNOWN);
    await this.write(inputs, operation);
    const { volume } = placeOf(inputs, operation);
    await whileVolumeExists(this.engine(), volume, operation.bounds, () => this.empty(state, inputs, operation));
    return written(inputs, randomUUID());
  }

  /** What is in them may be secret, and the volume may stay: they are emptied. */
  async delete(_id: string, state: Properties, operation: Operation): Promise<void> {
    const { volume, image } = placeOf(state, operation);
    await whileVolumeExists(this.engine(), volume, operation.bounds, async () => {
      const hasImage = await imageExists(this.engine(), image, operation.bounds);
      if (hasImage) await this.empty(state, state, operation);
      else operation.warn(`the files stay in volume "${volume}": image "${image}" is gone`);
    });
  }

  isHeld(_urn: string, _id: string, state: Properties): boolean {
    return pathsIn(state.files ?? null).some((path) => this.owners.isClaimed(fileOf(state.volume ?? null, path)));
  }

  private claim(urn: string, { volume, files }: Properties): Failure[] {
    if (hasUnknown(volume)) return [];
    const paths = pathsIn(files);
    const known = paths.filter((path) => path !== UNKNOWN);
    const others = this.owners.claim(
      urn,
      known.map((path) => fileOf(volume, path)),
    );
    return paths.flatMap((path, i): Failure[] => {
      const owner = others.get(fileOf(volume, path));
      if (owner === undefined) return [];
      const reason = `"${path}" in volume "${String(volume)}" is what VolumeFiles "${owner}" writes too; leave it to one of them`;
      return [{ property: `files[${i}].path`, reason }];
    });
  }

  private async write(inputs: Properties, operation: Operation): Promise<void> {
    const place = placeOf(inputs, operation);
    const attempt = `Writing files into volume "${place.volume}"`;
    const isDone = await whileVolumeExists(this.engine(), place.volume, operation.bounds, async () => {
      if (!(await imageExists(this.engine(), place.image, operation.bounds))) {
        const cure = `Pull it first ("docker pull ${place.image}"), or name one that the Engine has.`;
        throw new Error(`${attempt}: the Engine has no image "${place.image}". ${cure}`);
      }
      await this.use(place, operation.bounds, (archive) => archive.write(wantedFiles(inputs))).catch(
        (error: unknown) => {
          throw describeError(attempt, error);
        },
      );
      return true;
    });
    if (isDone) return;
    const cure = `Make it first ("docker volume create ${place.volume}"), or hand on the docker.Volume itself`;
    throw new Error(`${attempt}: there is no such volume. ${cure}, which is then made before.`);
  }

  /**
   * Empties what the state has and nobody in the program wants any more: an archive can write, not remove. What somebody
   * else has written there since is left to them. To be called while the volume is known to exist.
   */
  private async empty(state: Properties, { image }: Properties, operation: Operation): Promise<void> {
    const place = placeOf({ volume: state.volume ?? null, image: image ?? null }, operation);
    const unwanted = wantedFiles(state).filter(({ path }) => !this.owners.isClaimed(fileOf(place.volume, path)));
    if (!unwanted.length) return;
    await this.use(place, operation.bounds, async (archive) => {
      const changed = await archive.changed(unwanted);
      const own = unwanted.filter((file) => !changed.includes(file));
      if (own.length) await archive.write(own.map((file) => ({ ...file, content: "" })));
    }).catch((error: unknown) => {
      throw describeError(`Emptying files in volume "${place.volume}"`, error);
    });
  }

  private use<T>(place: VolumePlace, bounds: Bounds, work: (archive: VolumeArchive) => Promise<T>): Promise<T> {
    return VolumeArchive.use(this.engine(), place, bounds, work);
  }
}

function placeOf(inputs: Properties, { urn }: Operation): VolumePlace {
  return { volume: String(inputs.volume), image: String(inputs.image), urn };
}

function written(inputs: Properties, version: string): Properties {
  return { ...inputs, version, changedFiles: [] };
}

function fileOf(volume: Json | undefined, path: string): string {
  return `${String(volume)}:${path}`;
}
