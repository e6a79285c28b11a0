import type { Container } from "../Container";
import { redisLogin } from "../redisLogin";
import { isNamed, type Settings } from "../settings";

/** A redis that asks for no password is open to all containers of its networks. */
export function withoutPassword(container: Container, settings: Settings): string[] {
  const { subject, name, isRedis, wholeStack } = container;
  if (!isRedis || isNamed(name, settings.configuredElsewhere)) return [];
  const login = redisLogin(container);
  if (login === "required") return [];
  if (login === "open") {
    return [`${subject} is a redis without a password; make it with a RedisServer, or give it "requirepass"`];
  }
  // Whether another resource writes the file is not known from this one alone.
  if (!wholeStack) return [];
  return [
    `${subject} is a redis whose password would be in "${login.unseen}", which this program does not write; write it with ` +
      `VolumeFiles, or name the container in "configuredElsewhere"`,
  ];
}
