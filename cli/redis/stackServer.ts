import { existsSync } from "node:fs";
import { join } from "node:path";
import { stackResources } from "../pulumi";

/** A RedisServer, a RedisReplicas or an ExistingRedis, as the state of a stack has it. */
export interface StackServer {
  /** Whether it has no one container in the program: an ExistingRedis, or a RedisReplicas, whose name leads to its primary. */
  readonly external: boolean;
  readonly containerName: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly caPem: string | undefined;
}

const SERVER = "dockwire:index:RedisServer";
const EXTERNAL = ["dockwire:index:ExistingRedis", "dockwire:index:RedisReplicas"];

/** The redis component of this name in the stack of the project in this folder; undefined without project, stack or server. */
export async function redisServerInStack(name: string, stack: string | undefined): Promise<StackServer | undefined> {
  if (stack === undefined && !existsSync(join(process.cwd(), "Pulumi.yaml"))) return undefined;
  const resources = await stackResources(stack, { secrets: true });
  const found = resources.find(
    ({ type, urn }) => [SERVER, ...EXTERNAL].includes(type) && urn.split("::").pop() === name,
  );
  if (!found) return undefined;
  const text = (key: string) => textOf(found.outputs?.[key]);
  const port = found.outputs?.port;
  return {
    external: EXTERNAL.includes(found.type),
    containerName: text("containerName") ?? "",
    host: text("host") ?? "",
    port: typeof port === "number" ? port : 6379,
    tls: text("url")?.startsWith("rediss:") ?? false,
    username: text("username"),
    password: text("password"),
    caPem: text("caPem"),
  };
}

/** A secret is written down as an object with its value as JSON. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  const { plaintext } = (value ?? {}) as { plaintext?: unknown };
  const inner: unknown = typeof plaintext === "string" ? JSON.parse(plaintext) : undefined;
  return typeof inner === "string" ? inner : undefined;
}
