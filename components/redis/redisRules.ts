import type { RedisServerArgs } from "./RedisServerArgs";
import { redisSettingNameProblem } from "./redisSettings";

/** Arguments that a redis without a password does not take. */
const PRODUCTION_ONLY = ["password", "adminPassword", "tls", "config"] as const;

/** What is wrong with the arguments that decide which resources there are, naming the property; undefined when nothing is. */
export function redisArgsProblem(args: Partial<RedisServerArgs>): string | undefined {
  const { mode = "production", config = {} } = args;
  if (args.network === undefined) return `"network" is required: the network that the server is created on`;
  if (mode !== "production" && mode !== "tutorial") {
    return `"mode" is "${String(mode)}"; it can be "production" or "tutorial"`;
  }
  const odd = PRODUCTION_ONLY.find((key) => args[key] !== undefined && args[key] !== false);
  if (mode === "tutorial" && odd) {
    return `"${odd}" does not go with mode "tutorial", which is redis as it comes; leave out one of the two`;
  }
  if (args.volumeName !== undefined && args.existingVolume !== undefined) {
    return `"volumeName" does not go with "existingVolume", which names a volume that is there; leave out one of the two`;
  }
  for (const name of Object.keys(config)) {
    const problem = redisSettingNameProblem(name);
    if (problem) return `"config": "${name}" ${problem}`;
  }
  return undefined;
}
