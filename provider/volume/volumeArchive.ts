import type { IncomingMessage } from "node:http";
import { archiveOf, firstOf } from "../../engine/archive";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError, unlessMissing } from "../../engine/EngineError";
import { withTemporaryContainer } from "../../engine/temporaryContainer";
import { filesAt } from "./volumeMount";
import { foldersOf, isAsWanted, WantedFile } from "./wantedFiles";

/** A volume, and how it is reached: through a container of an image that the Engine has. */
export interface VolumePlace {
  volume: string;
  image: string;
  /** Whose container that is: two resources may be at one volume. */
  urn: string;
}

const MOUNT = "/dockwire";
const OWNER_LABEL = "dockwire.volume-files";
const FOLDER_MODE = 0o755;
/** How the Engine's file information marks a folder (Go's `os.ModeDir`). */
const GO_FOLDER_BIT = 2 ** 31;

function volumeExists(engine: EngineClient, volume: string, bounds: Bounds): Promise<boolean> {
  return unlessMissing(engine.read((docker) => docker.getVolume(volume).inspect(), bounds)).then(Boolean);
}

/**
 * Looks for the volume and lets `work` use it while nobody in this process removes it; undefined without a volume. A
 * container that mounts a volume which went in between brings it back without a word, without labels and for good.
 */
export function whileVolumeExists<T>(
  engine: EngineClient,
  volume: string,
  bounds: Bounds,
  work: () => Promise<T>,
): Promise<T | undefined> {
  return exclusively(engine, volume, async () => ((await volumeExists(engine, volume, bounds)) ? work() : undefined));
}

/** Around whatever removes the volume, or mounts it for a moment. */
export function exclusively<T>(engine: EngineClient, volume: string, work: () => Promise<T>): Promise<T> {
  return engine.runExclusive(`volume/${volume}`, work);
}

export function imageExists(engine: EngineClient, image: string, bounds: Bounds): Promise<boolean> {
  return unlessMissing(engine.read((docker) => docker.getImage(image).inspect(), bounds)).then(Boolean);
}

/** The files of a volume, reached through a container that is never started: nothing of its image runs. */
export class VolumeArchive {
  private constructor(
    private readonly engine: EngineClient,
    private readonly container: string,
    private readonly bounds: Bounds,
  ) {}

  /** Lets `work` use the volume, which has to be there: the Engine would make one without a word. */
  static use<T>(
    engine: EngineClient,
    { volume, image, urn }: VolumePlace,
    bounds: Bounds,
    work: (archive: VolumeArchive) => Promise<T>,
  ): Promise<T> {
    const mount = { Type: "volume" as const, Source: volume, Target: MOUNT };
    const options = { Image: image, Cmd: ["true"], HostConfig: { NetworkMode: "none", Mounts: [mount] } };
    const owner = { name: OWNER_LABEL, value: urn };
    return withTemporaryContainer(engine, { owner, options }, bounds, (id) =>
      work(new VolumeArchive(engine, id, bounds)),
    );
  }

  /** Those of the files that are missing, or have another content, mode or owner. */
  async changed<T extends WantedFile>(files: readonly T[]): Promise<T[]> {
    const { engine, container, bounds } = this;
    // What is not among them may still be there, behind a link or much else.
    const found = await filesAt(engine, { container, folder: MOUNT }, files, bounds);
    const same = await Promise.all(
      files.map(async (file) => isAsWanted(file, found.get(file.path)) || (await this.holds(file))),
    );
    return files.filter((_, i) => !same[i]);
  }

  /** Writes the files and the folders that they need. Folders that are there stay as they are. */
  async write(files: readonly WantedFile[]): Promise<void> {
    const missing = await this.missingFolders(foldersOf(files.map(({ path }) => path)));
    const kinds = await Promise.all(files.map(({ path }) => this.kindOf(path)));
    const notFile = files.find((_, i) => kinds[i] === "folder");
    if (notFile) throw new Error(`"${notFile.path}" is a folder there, which a file never replaces`);
    const entries = missing.map((path) => ({ path, content: undefined, mode: FOLDER_MODE, uid: 0, gid: 0 }));
    const archive = await archiveOf([...entries, ...files]);
    await this.engine.change(
      {
        touched: [this.container],
        send: (docker) =>
          docker
            .getContainer(this.container)
            .putArchive(archive, { path: MOUNT, noOverwriteDirNonDir: "true" })
            .then(() => true),
        done: async () => ((await this.changed(files)).length ? undefined : true),
      },
      this.bounds,
    );
  }

  /** One after another: the Engine has no proper answer about what lies below a file. */
  private async missingFolders(folders: readonly string[]): Promise<string[]> {
    const missing: string[] = [];
    for (const path of folders) {
      const kind = await this.kindOf(path);
      if (kind === "file") throw new Error(`"${path}" is a file there, and has to be a folder`);
      if (kind === undefined) missing.push(path);
    }
    return missing;
  }

  private async holds(file: WantedFile): Promise<boolean> {
    const found = await unlessMissing(
      this.engine.read(async (docker) => {
        const archive = await docker.getContainer(this.container).getArchive({ path: `${MOUNT}/${file.path}` });
        return firstOf(archive, Buffer.byteLength(file.content));
      }, this.bounds),
    ).catch((error: unknown) => {
      // Below a file there is nothing, though the Engine does not answer 404.
      if (error instanceof EngineError && /not a directory/i.test(error.answer)) return undefined;
      throw error;
    });
    return isAsWanted(file, found);
  }

  /** Undefined when nothing is there. */
  private async kindOf(path: string): Promise<"file" | "folder" | undefined> {
    const stat = await unlessMissing(
      this.engine.read(async (docker) => {
        const query = { path: `${MOUNT}/${path}` };
        const answer = (await docker.getContainer(this.container).infoArchive(query)) as IncomingMessage;
        answer.resume();
        return String(answer.headers["x-docker-container-path-stat"]);
      }, this.bounds),
    );
    if (stat === undefined) return undefined;
    const { mode } = JSON.parse(Buffer.from(stat, "base64").toString("utf8")) as { mode: number };
    return mode >= GO_FOLDER_BIT ? "folder" : "file";
  }
}
