import type Docker from "dockerode";
import type { Bounds } from "./Bounds";
import type { EngineClient } from "./EngineClient";
import { EngineError, unlessMissing } from "./EngineError";
import { type OwnerLabel, withTemporaryContainer } from "./temporaryContainer";

/** Where a part of the machine is seen in a container. */
const SEEN = "/machine";

/**
 * Whether the kernel of the Engine's machine has IP_VS, or can load it; undefined when that cannot be told. No call of the
 * Engine says it, so files of the machine are looked for, through a container that is made and never started.
 */
export async function hasIpVs(engine: EngineClient, owner: OwnerLabel, bounds: Bounds): Promise<boolean | undefined> {
  const image = await anyImage(engine, bounds);
  if (image === undefined) return undefined;
  const look = (source: string, path: string) => isThere(engine, { owner, image, source, path }, bounds);
  const loaded = await look("/sys/module", "/ip_vs");
  if (loaded !== false) return loaded;
  const { KernelVersion } = await engine.read((docker) => docker.info() as Promise<{ KernelVersion?: string }>, bounds);
  const modules = `/${KernelVersion ?? ""}`;
  if (await look("/lib/modules", modules)) return look("/lib/modules", `${modules}/kernel/net/netfilter/ipvs`);
  // A kernel that loads nothing has no such file.
  return (await look("/proc/modules", "")) === undefined ? false : undefined;
}

interface Look {
  readonly owner: OwnerLabel;
  readonly image: string;
  /** What of the machine the container sees. */
  readonly source: string;
  /** Below it. */
  readonly path: string;
}

/** Whether the machine has a path; undefined when it has not even the source. */
async function isThere(
  engine: EngineClient,
  { owner, image, source, path }: Look,
  bounds: Bounds,
): Promise<boolean | undefined> {
  const mount: Docker.MountSettings = { Type: "bind", Source: source, Target: SEEN, ReadOnly: true };
  const options = { Image: image, Cmd: ["none"], HostConfig: { NetworkMode: "none", Mounts: [mount] } };
  return withTemporaryContainer(engine, { owner, options }, bounds, async (id) => {
    const answer = await unlessMissing(
      engine.read(
        (docker) => docker.getContainer(id).infoArchive({ path: SEEN + path }) as Promise<NodeJS.ReadableStream>,
        bounds,
      ),
    );
    answer?.resume();
    return answer !== undefined;
  }).catch((error: unknown) => {
    if (error instanceof EngineError && error.status === 400) return undefined;
    throw error;
  });
}

/** Which one does not matter: nothing of it runs. */
async function anyImage(engine: EngineClient, bounds: Bounds): Promise<string | undefined> {
  const [first] = await engine.read((docker) => docker.listImages(), bounds);
  return first?.Id;
}
