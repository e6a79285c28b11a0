import type { IncomingMessage } from "node:http";
import type { ArchiveFile } from "../../engine/archive";
import { archiveOf } from "../../engine/archive";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError } from "../../engine/EngineError";
import { removeLeftovers } from "../../engine/oneOffContainer";

/** A volume, and an image to make the container of that reaches it. */
export interface VolumePlace {
  volume: string;
  image: string;
}

const MOUNT = "/dockwire";
const LABEL = "dockwire.volume";

/** Writes files into a volume; folders on the way are made. */
export async function writeVolumeFiles(
  engine: EngineClient,
  place: VolumePlace,
  files: readonly ArchiveFile[],
  signal: AbortSignal,
): Promise<void> {
  await engine.call((docker) => docker.getVolume(place.volume).inspect(), signal);
  await withVolume(engine, place, signal, (id) =>
    engine.call((docker) => docker.getContainer(id).putArchive(archiveOf(files), { path: MOUNT }), signal),
  );
}

/**
 * Whether the volume is there with files of these names and sizes. Without the image nobody can look, and then they are
 * taken to be there.
 */
export async function volumeHolds(
  engine: EngineClient,
  place: VolumePlace,
  files: readonly ArchiveFile[],
  signal: AbortSignal,
): Promise<boolean> {
  if (!(await found(engine.call((docker) => docker.getVolume(place.volume).inspect(), signal)))) return false;
  if (!(await found(engine.call((docker) => docker.getImage(place.image).inspect(), signal)))) return true;
  return withVolume(engine, place, signal, async (id) => {
    const sizes = await Promise.all(files.map((file) => found(sizeOf(engine, id, `${MOUNT}/${file.path}`, signal))));
    return files.every((file, i) => Buffer.byteLength(file.content, "utf8") === sizes[i]);
  });
}

/** The answer, or undefined when the Engine has no such thing. */
function found<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof EngineError && error.status === 404) return undefined;
    throw error;
  });
}

/** The container is never started, so nothing of the image runs. */
async function withVolume<T>(
  engine: EngineClient,
  { volume, image }: VolumePlace,
  signal: AbortSignal,
  work: (id: string) => Promise<T>,
): Promise<T> {
  await removeLeftovers(engine, `${LABEL}=${volume}`, signal);
  const mount = { Type: "volume" as const, Source: volume, Target: MOUNT };
  const { id } = await engine.call(
    (docker) =>
      docker.createContainer({
        Image: image,
        Cmd: ["true"],
        Labels: { [LABEL]: volume },
        HostConfig: { NetworkMode: "none", Mounts: [mount] },
      }),
    signal,
  );
  try {
    return await work(id);
  } finally {
    const untilRemoved = new AbortController().signal;
    await engine.call((docker) => docker.getContainer(id).remove({ force: true, v: true }), untilRemoved);
  }
}

async function sizeOf(engine: EngineClient, id: string, path: string, signal: AbortSignal): Promise<number> {
  const stat = await engine.call(async (docker) => {
    const answer = (await docker.getContainer(id).infoArchive({ path })) as IncomingMessage;
    answer.resume();
    return String(answer.headers["x-docker-container-path-stat"]);
  }, signal);
  return (JSON.parse(Buffer.from(stat, "base64").toString("utf8")) as { size: number }).size;
}
