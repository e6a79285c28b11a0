import * as z from "zod";

/** A type in JSON Schema, as far as Pulumi's schema has it. */
export interface Type {
  readonly type?: string;
  readonly items?: Type;
  readonly additionalProperties?: Type;
  readonly $ref?: string;
}

/** A property of a declaration: what the schema, the interfaces and the classes say of it. */
export interface Described {
  readonly key: string;
  readonly type: Type;
  readonly required: boolean;
  readonly description: string;
  readonly secret: boolean;
  readonly replaces: boolean;
  /** What is taken when it is left out, in words. */
  readonly standard?: string;
  /** The type of what TypeScript programs may give in place of a name. */
  readonly takes?: string;
}

/** An object type with a name of its own. */
export interface DescribedType {
  readonly name: string;
  readonly description: string;
  readonly properties: readonly Described[];
}

/** A shape, and the object types that its properties name. */
export interface DescribedShape {
  readonly properties: readonly Described[];
  readonly types: readonly DescribedType[];
}

type Node = z.core.JSONSchema.JSONSchema & { readonly [note: string]: unknown };

/** What zod itself writes, and what `.meta()` may say. */
const CHECKS =
  "type items minItems maxItems minLength maxLength pattern format allOf minimum maximum exclusiveMinimum propertyNames";
const KNOWN = new Set(`${CHECKS} properties required additionalProperties $ref default`.split(" "));
const NOTES = new Set(["description", "otherwise", "replaces", "secret", "takes"]);

/** Describes what was declared by a zod shape with `.meta()`. */
export function describeShape(shape: z.ZodRawShape): DescribedShape {
  const { $defs, ...written } = z.toJSONSchema(z.object(shape), { io: "input" }) as Node;
  const types = Object.entries($defs ?? {}).map(([name, type]): DescribedType => {
    const node = type as Node;
    return { name, description: node.description ?? "", properties: propertiesOf(node, name) };
  });
  return { properties: propertiesOf(written, ""), types };
}

function propertiesOf(node: Node, owner: string): Described[] {
  return Object.entries(node.properties ?? {}).map(([key, value]) => {
    const property = value as Node;
    const odd = Object.keys(property).filter((word) => !KNOWN.has(word) && !NOTES.has(word));
    if (odd.length) throw new Error(`"${owner}.${key}": .meta() knows no ${odd.join(", ")}`);
    const { description, takes } = property;
    if (!description) throw new Error(`"${owner}.${key}" has no description`);
    return {
      key,
      type: typeOf(property),
      required: node.required?.includes(key) ?? false,
      description,
      secret: property.secret === true,
      replaces: property.replaces === true,
      standard: standardOf(property),
      takes: takes as string | undefined,
    };
  });
}

function typeOf({ type, items, additionalProperties, $ref }: Node): Type {
  if ($ref) return { $ref: $ref.replace("#/$defs/", "#/types/dockwire:index:") };
  if (type === "array") return { type, items: typeOf(items as Node) };
  if (type === "object") return { type, additionalProperties: typeOf(additionalProperties as Node) };
  return { type: String(type) };
}

function standardOf({ otherwise, default: value }: Node): string | undefined {
  if (typeof otherwise === "string") return otherwise;
  if (value === undefined) return undefined;
  if (typeof value === "object" && value !== null && Object.keys(value).length === 0) return "none";
  return typeof value === "string" ? `\`${value}\`` : JSON.stringify(value);
}
