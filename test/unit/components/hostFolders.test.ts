import assert from "node:assert/strict";
import fc from "fast-check";
import { hostFolderProblem } from "../../../components/shared/hostFolders";

const ROOT = "would make whoever runs in the container root on the Engine's machine";
const OWN = "is the system's or the Engine's own on the Engine's machine";

describe("A folder of the Engine's machine as a mount", () => {
  const sockets = [
    "/var/run/docker.sock",
    "/var/run/docker.sock/",
    "/var/run//docker.sock",
    "/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/podman/podman.sock",
    "/run/user/1000/docker.sock",
    "/run/user/1000/podman/podman.sock",
    "/home/someone/.docker/run/docker.sock",
    "/srv/engine/docker.sock",
    "/srv/docker-2.sock",
    "/a/../run/./docker.sock",
  ];
  for (const path of sockets) {
    it(`is refused when it is an Engine's socket: ${path}`, () =>
      assert.equal(hostFolderProblem(path), `"${path}" ${ROOT}`));
  }

  const own = [
    "/etc",
    "/etc/",
    "/etc/shadow",
    "//etc",
    "/srv/../etc",
    "/proc",
    "/proc/1/root",
    "/sys/fs/cgroup",
    "/dev/sda",
    "/boot",
    "/root/.ssh",
    "/run",
    "/var/run",
    "/var/lib/docker/volumes",
    "/var/lib/containerd",
    "/home/someone/.local/share/docker",
    "/home/someone/.docker",
    "/pipe/docker_engine",
  ];
  for (const path of own) {
    it(`is refused when it is the system's or the Engine's: ${path}`, () =>
      assert.equal(hostFolderProblem(path), `"${path}" ${OWN}`));
  }

  const above = [
    ["/", "/boot"],
    ["/..", "/boot"],
    ["/var", "/var/run"],
    ["/var/lib", "/var/lib/containerd"],
    ["/var/lib/", "/var/lib/containerd"],
  ];
  for (const [path, held] of above) {
    it(`is refused when one of the system's is in it: ${path}`, () =>
      assert.equal(
        hostFolderProblem(path),
        `"${path}" holds "${held}", which is the system's or the Engine's own on the Engine's machine`,
      ));
  }

  for (const path of [
    "/srv/data",
    "/home/someone/project",
    "/etcetera",
    "/opt/etc",
    "/var/log/app",
    "/data/app.sock",
  ]) {
    it(`is taken when it is a program's: ${path}`, () => assert.equal(hostFolderProblem(path), undefined));
  }

  it("is judged by where it leads, however it is written", () => {
    const detour = fc.constantFrom("", ".", "x/..", "x/./y/../..");
    fc.assert(
      fc.property(
        fc.constantFrom("/etc", "/run/docker.sock", "/var/lib", "/srv/data"),
        fc.array(detour, { maxLength: 4 }),
        (path, detours) => {
          const written = `/${detours.join("/")}${path}/`;
          assert.equal(hostFolderProblem(written) === undefined, hostFolderProblem(path) === undefined, written);
        },
      ),
    );
  });
});
