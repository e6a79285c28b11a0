import { containerNameProblem } from "../shared/names";
import { redisSettingProblem, type RedisValue } from "./redisSettings";

/** The plain arguments of a RedisServer that are checked together. */
export interface PlainRedisArgs {
  readonly network?: unknown;
  readonly mode?: string;
  readonly config?: Readonly<Record<string, RedisValue>>;
  readonly volumeName?: string;
  readonly existingVolume?: string;
  readonly tls?: unknown;
  readonly password?: unknown;
  readonly adminPassword?: unknown;
}

/** What does not go with a password-less redis. */
const PRODUCTION_ONLY = ["password", "adminPassword", "tls", "config"] as const;

/** What is wrong with a RedisServer's plain arguments, naming the property; undefined when nothing is. */
export function redisArgsProblem(args: PlainRedisArgs): string | undefined {
  const { mode = "production", config = {} } = args;
  if (args.network === undefined) return `"network" is required: the network that the server is created on`;
  if (mode !== "production" && mode !== "tutorial") return `"mode" is "${mode}"; it can be "production" or "tutorial"`;
  const odd = PRODUCTION_ONLY.find((key) => args[key] !== undefined && args[key] !== false);
  if (mode === "tutorial" && odd) {
    return `"${odd}" does not go with mode "tutorial", which is redis as it comes; leave out one of the two`;
  }
  const badVolume = volumeProblem(args);
  if (badVolume) return badVolume;
  for (const [name, value] of Object.entries(config)) {
    const problem = redisSettingProblem(name, value);
    if (problem) return `"config": "${name}" ${problem}`;
  }
  return undefined;
}

function volumeProblem(args: PlainRedisArgs): string | undefined {
  for (const key of ["volumeName", "existingVolume"] as const) {
    const name = args[key];
    if (name !== undefined && containerNameProblem(name)) {
      return `"${key}": "${name}" cannot be a volume's name: begin with a letter or digit, then one or more letters, digits, "_", "." and "-"`;
    }
  }
  if (args.volumeName === undefined || args.existingVolume === undefined) return undefined;
  return `"volumeName" does not go with "existingVolume", which names a volume that is there; leave out one of the two`;
}
