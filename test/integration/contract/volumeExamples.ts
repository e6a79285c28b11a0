import type { Example, World } from "./Example";

async function makeReader({ docker, name }: World): Promise<void> {
  await docker.docker.createVolume({ Name: name("files") });
  const reader = await docker.docker.createContainer({
    name: name("reader"),
    Image: "alpine",
    Cmd: ["sleep", "100000"],
    HostConfig: { NetworkMode: "none", Binds: [`${name("files")}:/files`] },
  });
  await reader.start();
}

export const volumeFiles: Example = {
  resource: "VolumeFiles",
  prepare: makeReader,
  inputs: ({ name }) => ({
    volume: name("files"),
    image: "alpine",
    files: [{ path: "folder/a", content: "one" }],
  }),
  defaults: (world) => ({
    ...volumeFiles.inputs(world),
    files: [{ path: "folder/a", content: "one", mode: "0444", owner: "0:0" }],
  }),
  open: [],
  edit: () => ({ files: [{ path: "folder/a", content: "second" }] }),
  nested: {
    path: "files[0].mode",
    hidden: () => ({ files: [{ path: "folder/a", content: "second", mode: "0400" }] }),
  },
  live: async ({ docker, name }) => {
    const { exitCode, stdout } = await docker.exec(name("reader"), ["cat", "/files/folder/a"]);
    // An archive can write and not remove, so a file that goes is left behind empty.
    return exitCode === 0 && stdout ? stdout : undefined;
  },
  written: "one",
  edited: "second",
  imported: { refused: /cannot be imported: their content is only known to who wrote them/ },
  takeAway: async ({ docker, name }) => {
    await docker.exec(name("reader"), ["rm", "-f", "/files/folder/a"]);
  },
  replaceByHand: async (world) => {
    const { docker, name } = world;
    await docker.docker.getContainer(name("reader")).remove({ force: true });
    await docker.docker.getVolume(name("files")).remove();
    await makeReader(world);
  },
  marked: (mark) => ({ files: [{ path: "folder/a", content: mark }] }),
  public: ["volume", "image"],
};

export const volume: Example = {
  resource: "Volume",
  inputs: ({ name }) => ({ name: name("data"), labels: { a: "1" } }),
  defaults: (world) => ({ ...volume.inputs(world), driver: "local", driverOpts: {}, defaultName: "unused" }),
  open: [],
  edit: () => ({ labels: { a: "2" } }),
  constant: true,
  live: async (world) => {
    const labels = await labelsOf(world);
    return labels && Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith("dockwire.")));
  },
  written: { a: "1" },
  edited: { a: "1" },
  imported: { id: ({ name }) => name("data") },
  makeByHand: (world) => makeVolume(world, { a: "1" }),
  takeAway: removeVolume,
  replaceByHand: async (world) => {
    await removeVolume(world);
    await makeVolume(world, { whose: "somebody else's" });
  },
  foreign: {
    make: (world) => makeVolume(world, { whose: "somebody else's" }),
    look: labelsOf,
    refused: /there is one of that name already.*Its data stays untouched.*import/s,
    remove: removeVolume,
  },
  marked: (mark) => ({ labels: { a: mark }, driverOpts: { type: "tmpfs", device: "tmpfs", o: `uid=${mark}` } }),
  public: ["name", "defaultName", "driver"],
};

async function makeVolume({ docker, name }: World, Labels: Record<string, string>): Promise<void> {
  await docker.docker.createVolume({ Name: name("data"), Labels });
}

async function removeVolume({ docker, name }: World): Promise<void> {
  await docker.docker.getVolume(name("data")).remove();
}

/** Undefined when there is no such volume. */
async function labelsOf({ docker, name }: World): Promise<Record<string, string> | undefined> {
  const { Volumes } = await docker.docker.listVolumes();
  const found = Volumes.find(({ Name }) => Name === name("data"));
  return found && { ...found.Labels };
}
