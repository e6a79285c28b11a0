import assert from "node:assert/strict";
import type { ContainerInspectInfo } from "dockerode";
import { folderOf } from "../../../provider/volume/volumeMount";

describe("Where a container has a volume", () => {
  const volume = { Type: "volume", Name: "data", Destination: "/data" };
  const info = (mounts: object[], hostConfig: object = {}) =>
    ({ Mounts: mounts, HostConfig: hostConfig }) as unknown as ContainerInspectInfo;

  it("is the folder that it is mounted at", () => {
    const beside = { Type: "bind", Destination: "/database" };
    assert.equal(folderOf(info([beside, volume], { Tmpfs: { "/tmp": "" } }), "data"), "/data");
  });

  it("cannot be told when something else is mounted in it", () => {
    const inside = { Type: "volume", Name: "other", Destination: "/data/sub" };
    assert.equal(folderOf(info([volume, inside]), "data"), undefined);
    assert.equal(folderOf(info([volume], { Tmpfs: { "/data/tmp": "" } }), "data"), undefined);
  });

  it("is nowhere when the container has a part of it, a folder of that name, or nothing", () => {
    const part = { Type: "volume", Source: "data", Target: "/data", VolumeOptions: { Subpath: "sub" } };
    assert.equal(folderOf(info([volume], { Mounts: [part] }), "data"), undefined);
    assert.equal(folderOf(info([{ Type: "bind", Name: "data", Destination: "/data" }]), "data"), undefined);
    assert.equal(folderOf(info([]), "data"), undefined);
  });
});
