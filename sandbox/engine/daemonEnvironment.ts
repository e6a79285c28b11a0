import { searchPath } from "./Packages";

const PASSED_ON = ["HOME", "LANG", "LC_ALL", "TMPDIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"];

/** What a dockerd gets of a shell's environment: it outlives the shell, and the shell may hold Pulumi's secrets. */
export function daemonEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const names = PASSED_ON.flatMap((name) => [name, name.toLowerCase()]);
  const given = names.flatMap((name): [string, string][] => (env[name] === undefined ? [] : [[name, env[name]]]));
  return { ...Object.fromEntries(given), PATH: searchPath() };
}
