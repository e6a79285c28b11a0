import { hostFolderProblem } from "../../components/shared/hostFolders";
import type { Container } from "../Container";
import { isNamed, type Settings } from "../settings";

/** A container with the Engine's socket, or with the system's folders, is as good as root on the Engine's machine. */
export function mountsSystem({ subject, hostPaths }: Container, settings: Settings): string[] {
  return [...new Set(hostPaths)]
    .filter((path) => !isNamed(path, settings.allowedHostPaths))
    .map(hostFolderProblem)
    .filter((problem) => problem !== undefined)
    .map((problem) => `${subject} mounts what it must not: ${problem}; name it in "allowedHostPaths" if it has to`);
}
