import assert from "node:assert/strict";
import { mountsSystem } from "../../../policy/rules/hostFolders";
import { VOLUMES } from "../../../policy/resources";
import { container, resource, said, saidAlone } from "./programs";

describe("The policy no-system-folders", () => {
  const problem = (path: string) =>
    `container "c" mounts what it must not: "${path}" is the system's or the Engine's own on the Engine's machine; name it in ` +
    `"allowedHostPaths" if it has to`;
  const mounting = (volume: object) => container("c", { volumes: [{ containerPath: "/m", ...volume }] });

  it("refuses the Engine's socket and the system's folders", () => {
    assert.deepEqual(saidAlone(mountsSystem, mounting({ hostPath: "/etc" })), [problem("/etc")]);
    assert.match(
      said(mountsSystem, [mounting({ hostPath: "/var/run/docker.sock" })]).join(),
      /^container "c" mounts what it must not: "\/var\/run\/docker\.sock" would make whoever runs in the container root/,
    );
  });
  it("refuses them as a volume's name, as a mount, and by a volume that stands for them", () => {
    assert.deepEqual(said(mountsSystem, [mounting({ volumeName: "/run" })]), [problem("/run")]);
    const mounts = [{ type: "bind", source: "/proc/1/root", target: "/m" }];
    assert.deepEqual(said(mountsSystem, [container("c", { mounts })]), [problem("/proc/1/root")]);
    for (const type of VOLUMES) {
      const volume = resource(type, "v", { name: "v", driverOpts: { type: "none", o: "bind", device: "/boot" } });
      assert.deepEqual(said(mountsSystem, [volume, mounting({ volumeName: "v" })]), [problem("/boot")], type);
    }
  });
  it("lets volumes, the program's own folders and what is named pass", () => {
    const volume = resource("dockwire:index:Volume", "v", { name: "v" });
    assert.deepEqual(said(mountsSystem, [volume, mounting({ volumeName: "v" })]), []);
    assert.deepEqual(said(mountsSystem, [mounting({ hostPath: "/srv/data" })]), []);
    const settings = { allowedHostPaths: ["/etc/localtime"] };
    assert.deepEqual(said(mountsSystem, [mounting({ hostPath: "/etc/localtime" })], settings), []);
  });
});
