import type { ContainerInfo, ContainerInspectInfo } from "dockerode";
import { type ArchivedFile, filesOf } from "../../engine/archive";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError, unlessMissing } from "../../engine/EngineError";
import { isDying } from "../../engine/model";
import { isAsWanted, WantedFile } from "./wantedFiles";

/** A container that has a volume, and where. */
export interface VolumeMount {
  readonly container: string;
  readonly folder: string;
}

/** How much else a volume may hold before its files are read one by one. */
const BESIDE_BYTES = 2 ** 20;

/**
 * Whether all of the files are surely as wanted, seen through a container that has the volume: one of our own would have to
 * be made and removed. "No" may also mean that nothing has the volume, or that it cannot be told from there.
 */
export async function areSeenAsWanted(
  engine: EngineClient,
  volume: string,
  files: readonly WantedFile[],
  bounds: Bounds,
): Promise<boolean> {
  try {
    const mount = await mountOf(engine, volume, bounds);
    const found = mount && (await filesAt(engine, mount, files, bounds));
    return found !== undefined && files.every((file) => isAsWanted(file, found.get(file.path)));
  } catch (error) {
    // Gone meanwhile.
    if (error instanceof EngineError) return false;
    throw error;
  }
}

/** Files that lie beside little else, in one answer: for each answer the Engine starts a process. */
export function filesAt(
  engine: EngineClient,
  { container, folder }: VolumeMount,
  files: readonly WantedFile[],
  bounds: Bounds,
): Promise<ReadonlyMap<string, ArchivedFile>> {
  const lengths = new Map(files.map(({ path, content }) => [path, Buffer.byteLength(content)]));
  const wanted = [...lengths.values()].reduce((sum, length) => sum + length, 0);
  return engine.read(async (docker) => {
    const archive = await docker.getContainer(container).getArchive({ path: folder });
    return filesOf(archive, lengths, wanted + BESIDE_BYTES);
  }, bounds);
}

async function mountOf(engine: EngineClient, volume: string, bounds: Bounds): Promise<VolumeMount | undefined> {
  const first = (await engine.allContainers(bounds)).find((container) => has(container, volume));
  if (!first) return undefined;
  const info = await unlessMissing(engine.read((docker) => docker.getContainer(first.Id).inspect(), bounds));
  const folder = info && folderOf(info, volume);
  return folder === undefined ? undefined : { container: first.Id, folder };
}

function has({ State, Mounts }: ContainerInfo, volume: string): boolean {
  return !isDying({ status: State }) && Mounts.some(({ Type, Name }) => Type === "volume" && Name === volume);
}

/** Where a container has the whole of a volume, with nothing else mounted in it. */
export function folderOf({ Mounts, HostConfig }: ContainerInspectInfo, volume: string): string | undefined {
  const folder = Mounts.find(({ Type, Name }) => Type === "volume" && Name === volume)?.Destination;
  const others = [...Mounts.map(({ Destination }) => Destination), ...Object.keys(HostConfig.Tmpfs ?? {})];
  const isCovered = folder === undefined || others.some((other) => other.startsWith(`${folder}/`));
  return isCovered || hasPart(HostConfig, volume) ? undefined : folder;
}

/** Since Engine 26 a container may have a folder of a volume alone. */
function hasPart({ Mounts = [] }: ContainerInspectInfo["HostConfig"], volume: string): boolean {
  const parts = Mounts as { Source: string; VolumeOptions?: { Subpath?: string } }[];
  return parts.some(({ Source, VolumeOptions }) => Source === volume && Boolean(VolumeOptions?.Subpath));
}
