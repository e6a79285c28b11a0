/** The least that an Engine takes as a memory limit, in MiB. */
const LEAST_MEMORY_MIB = 6;

/** What is wrong with a memory limit in MiB; undefined when nothing is. */
export function memoryProblem(value: number): string | undefined {
  if (Number.isInteger(value) && value >= LEAST_MEMORY_MIB) return undefined;
  return `${value} is not a memory limit: give a whole number of MiB, ${LEAST_MEMORY_MIB} or more, or false for none`;
}

/** What is wrong with a number of processors; undefined when nothing is. */
export function cpusProblem(value: number): string | undefined {
  if (typeof value === "number" && value > 0 && Number.isFinite(value)) return undefined;
  return `${value} is not a number of processors: give one above 0, for instance 0.5`;
}

/** What is wrong with a count of things that a container may have; undefined when nothing is. */
export function countProblem(value: number): string | undefined {
  if (Number.isInteger(value) && value >= 1) return undefined;
  return `${value} is not a limit: give a whole number, 1 or more, or false for none`;
}

/** What is wrong with a time in seconds; undefined when nothing is. */
export function secondsProblem(value: number): string | undefined {
  if (typeof value === "number" && value > 0 && Number.isFinite(value)) return undefined;
  return `${value} is not a time: give seconds, more than 0`;
}

/** What is wrong with a folder or file in a container; undefined when nothing is. */
export function pathProblem(path: string): string | undefined {
  if (/^\/[^\0:]*$/.test(path) && !path.split("/").includes("..")) return undefined;
  return `"${path}" is not a path in a container: begin with "/", without ":" and without ".."`;
}

/** What is wrong with a container's user; undefined when nothing is. */
export function userProblem(user: string): string | undefined {
  if (/^[a-z0-9_][a-z0-9_.-]*(:[a-z0-9_][a-z0-9_.-]*)?$/i.test(user)) return undefined;
  return `"${user}" is not a user: give a name or number, and a group after ":" if need be`;
}

/** What is wrong with the name of an environment variable; undefined when nothing is. */
export function variableProblem(name: string): string | undefined {
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) return undefined;
  return `"${name}" cannot be a variable's name: begin with a letter or "_", then letters, digits, "_", "." and "-"`;
}

/** What is wrong with a Linux capability; undefined when nothing is. */
export function capabilityProblem(name: string): string | undefined {
  if (/^[A-Z][A-Z_]+$/.test(name) && !name.startsWith("CAP_")) return undefined;
  return `"${name}" is not a capability: write it in capitals without CAP_, for instance "NET_ADMIN" or "ALL"`;
}
