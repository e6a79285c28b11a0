import { posix } from "node:path";
import type { Container, Image } from "./Container";
import { UNKNOWN } from "./values";

/** Programs that are a redis, or speak its protocol. */
const SERVER = /^((redis|valkey|keydb|redict)-(server|sentinel)|dragonfly|kvrocks|garnet-?server)$/i;
/** Programs of the same images that are none. */
const CLIENT = /^(redis|valkey|keydb|redict)-(cli|benchmark|check-aof|check-rdb)$/;
const NAME = /^(redis|redis(mod|json|graph|earch|bloom)|valkey|keydb|redict|dragonfly|dragonflydb|kvrocks|garnet)\d*$/;
/** What may follow the name: `redis-stack-server` is a redis, `redis-exporter` is none. */
const KIND =
  /^(server|stack|cluster|sentinel|master|replica|primary|cache|db|bundle|oss|alpine|bookworm|trixie|v?\d[\w]*)$/;

/** The port that a redis listens on when nothing else is said. */
export const REDIS_PORT = 6379;

/** Whether a word of a command starts a redis. */
export function isRedisServer(word: string): boolean {
  return SERVER.test(posix.basename(word));
}

/** Whether an image is a redis by its name, whatever registry and folder it is in. */
export function isRedisImage({ name }: Image): boolean {
  const repository = posix.basename(name.replace(/@.*$/, "")).replace(/:.*$/, "");
  const parts = repository.toLowerCase().split(/[-_.]/);
  const at = parts.findIndex((part) => NAME.test(part));
  return at >= 0 && parts.slice(at + 1).every((part) => KIND.test(part));
}

/** Whether a container runs a redis: its command says so, or its image, unless the command is one of the clients'. */
export function runsRedis({ images, command }: Pick<Container, "images" | "command">): boolean {
  const given = command === UNKNOWN ? [] : command;
  if (given.some(isRedisServer)) return true;
  return images.some(isRedisImage) && !given.some((word) => CLIENT.test(posix.basename(word)));
}
