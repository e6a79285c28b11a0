import { posix } from "node:path";

/** Folders that are the Engine's or the system's, with all that is in them. */
const SYSTEM = [
  "/boot",
  "/dev",
  "/etc",
  "/proc",
  "/root",
  "/run",
  "/sys",
  "/var/run",
  // Where Engines keep images, volumes and the files of every container.
  "/var/lib/containerd",
  "/var/lib/containers",
  "/var/lib/docker",
  "/var/lib/kubelet",
  "/var/snap/docker",
  // Docker Desktop: the pipe of its Engine, and the names that macOS has for its own folders.
  "/pipe",
  "/private/etc",
  "/private/var/run",
];

/** Folders of a rootless Engine or of Docker Desktop, below any user's home. */
const PERSONAL = /\/(\.docker|\.colima|\.rd|\.lima|\.orbstack|\.local\/share\/(docker|containers))(\/|$)/;

/** Sockets that an Engine listens on, wherever they are. */
const SOCKET = /\/(docker|containerd|podman|crio|cri-dockerd|buildkitd|dockerd)[^/]*\.sock(\.raw)?$/;

/**
 * What is wrong with a folder or file of the Engine's machine as a mount; undefined when nothing is. A folder that holds
 * one of the system's counts as one. Symbolic links of that machine cannot be seen from here.
 */
export function hostFolderProblem(path: string): string | undefined {
  const folder = posix.resolve("/", path);
  if (SOCKET.test(folder)) {
    return `"${path}" would make whoever runs in the container root on the Engine's machine`;
  }
  const system = SYSTEM.find((one) => isWithin(folder, one) || isWithin(one, folder));
  if (system !== undefined && !isWithin(folder, system)) {
    return `"${path}" holds "${system}", which is the system's or the Engine's own on the Engine's machine`;
  }
  if (system === undefined && !PERSONAL.test(folder)) return undefined;
  return `"${path}" is the system's or the Engine's own on the Engine's machine`;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}
