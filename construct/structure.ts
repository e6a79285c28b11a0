import * as pulumi from "@pulumi/pulumi";

/**
 * What has to be known of an input before a component can be made. Structure decides which resources there are: the keys
 * of a map, the number of ports, a mode. Everything else may be known later.
 */
export type Shape =
  | "value" // handed on as it is, known or not
  | "plain" // known as a whole
  | "service" // a RedisServer or an ExistingRedis
  | "named service" // the same, or a text
  | "server" // a RedisServer, which has a container
  | { readonly record: Shape }
  | { readonly list: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** An input that no component can be made of. */
export class StructureError extends Error {
  // Not the SDK's InputPropertyError: the CLI ends with a panic when inputs beside it hold a resource (seen in 3.274.1).
  constructor({ propertyPath, reason }: { propertyPath: string; reason: string }) {
    super(`"${propertyPath}": ${reason}`);
  }
}

/**
 * Brings an input of the wire into the form that a component's constructor takes: structure is waited for, what hangs on it
 * stays an output, with its secretness and its dependencies.
 * @throws StructureError with the property's path when structure is not known at preview
 */
export async function structured(value: unknown, shape: Shape, path: string): Promise<unknown> {
  if (value === undefined || value === null) return undefined;
  if (shape === "value") return value;
  const known = await knownValue(value, path);
  if (shape === "plain" || known === undefined || known === null) return known ?? undefined;
  if (shape === "named service") return typeof known === "string" ? known : serviceFrom(known, "service", path);
  if (shape === "service" || shape === "server") return serviceFrom(known, shape, path);
  const part = (key: string | number) => partOf(value, known, key);
  if ("list" in shape) {
    const items = Array.isArray(known) ? known : [];
    return Promise.all(items.map((_, i) => structured(part(i), shape.list, `${path}[${i}]`)));
  }
  const keys = Object.keys(known);
  const shapeOf = (key: string) => ("record" in shape ? shape.record : (shape.fields[key] ?? "value"));
  const entries = keys.map(async (key) => [key, await structured(part(key), shapeOf(key), member(path, key))] as const);
  return Object.fromEntries((await Promise.all(entries)).filter(([, given]) => given !== undefined));
}

/** A service that a component can use: it is ready once `settled` says so. */
export interface Settling {
  settled(): Promise<unknown>;
}

async function serviceFrom(known: unknown, shape: "service" | "server", path: string): Promise<unknown> {
  const isService = typeof known === "object" && known !== null && "settled" in known;
  if (isService && (shape === "service" || "containerId" in known)) return (known as Settling).settled();
  const reason = isService
    ? "an ExistingRedis has no container on the Engine: give a RedisServer, for example ${redis} or ${backend.redis}"
    : "this is no server: give a RedisServer, for example ${redis} or ${backend.redis}";
  throw new StructureError({ propertyPath: path, reason });
}

async function knownValue(value: unknown, path: string): Promise<unknown> {
  if (!pulumi.Output.isInstance(value)) return value;
  const output = value as pulumi.Output<unknown> & { readonly isKnown: Promise<boolean>; promise(): Promise<unknown> };
  if (await output.isKnown) return output.promise();
  throw new StructureError({
    propertyPath: path,
    reason:
      "this decides which resources there are, so it has to be known at preview: give a value that no other resource makes",
  });
}

function partOf(value: unknown, known: unknown, key: string | number): unknown {
  if (!pulumi.Output.isInstance(value)) return (known as Record<string | number, unknown>)[key];
  return (value as pulumi.Output<Record<string | number, unknown>>).apply((all) => all[key]);
}

function member(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}
