import type * as z from "zod";
import type { Json, Properties } from "./values";

declare module "zod" {
  /** What `.meta()` says of a property beside its description: everything that the schema and the SDKs are made of. */
  interface GlobalMeta {
    /** The default in words, where the value of `.default()` does not say it. */
    otherwise?: string;
    /** Another value needs a new resource. */
    replaces?: boolean;
    /** Always a secret. */
    secret?: boolean;
    /** What TypeScript programs may give in place of a name. */
    takes?: "ContainerRef" | "NetworkRef" | "VolumeRef";
  }
}

/** A resource type as it is declared once, for its checks, the schema and the classes. */
export interface ResourceDeclaration<Inputs extends z.ZodRawShape = z.ZodRawShape> {
  readonly type: string;
  /** What it is, in Markdown. */
  readonly description: string;
  /** Tokens that it had before. */
  readonly formerTypes: readonly string[];
  readonly inputs: Inputs;
  /** What is known besides the inputs; one of an input's name is what that becomes. */
  readonly outputs: z.ZodRawShape;
  /** What a list of those that are there can be narrowed by. @default they cannot be listed */
  readonly listInputs?: z.ZodRawShape;
}

/** A function as it is declared once. */
export interface FunctionDeclaration<Inputs extends z.ZodRawShape = z.ZodRawShape> {
  readonly token: string;
  readonly description: string;
  readonly inputs: Inputs;
  readonly outputs: z.ZodRawShape;
  /** The name of its result's type in TypeScript. @default it has none */
  readonly result?: string;
}

/** Declares the resource type of that name. */
export function declareResource<Inputs extends z.ZodRawShape>(
  name: string,
  declared: Omit<ResourceDeclaration<Inputs>, "type" | "formerTypes"> & { readonly formerTypes?: readonly string[] },
): ResourceDeclaration<Inputs> {
  return { type: `dockwire:index:${name}`, formerTypes: [], ...declared };
}

/** Declares the function of that name. */
export function declareFunction<Inputs extends z.ZodRawShape>(
  name: string,
  declared: Omit<FunctionDeclaration<Inputs>, "token">,
): FunctionDeclaration<Inputs> {
  return { token: `dockwire:index:${name}`, ...declared };
}

/** The outputs that are no inputs, nor made of one: unknown until the resource is there. */
export function computedOutputs({ inputs, outputs }: ResourceDeclaration): string[] {
  return Object.keys(outputs).filter((key) => !(key in inputs));
}

/** The properties whose change needs a new resource. */
export function replacing({ inputs, outputs }: ResourceDeclaration): string[] {
  return marked({ ...outputs, ...inputs }, "replaces");
}

/** The outputs that are always secret. */
export function secretOutputs({ inputs, outputs }: Pick<ResourceDeclaration, "inputs" | "outputs">): string[] {
  return marked({ ...inputs, ...outputs }, "secret");
}

/** What inputs are taken to be when they are left out, as `.default()` says. */
export function defaultsOf(inputs: z.ZodRawShape): Properties {
  const defaults = Object.entries(inputs).flatMap(([key, type]): [string, Json][] => {
    const { def } = (type as z.ZodType)._zod;
    return def.type === "default" ? [[key, (def as z.core.$ZodDefaultDef).defaultValue as Json]] : [];
  });
  return Object.fromEntries(defaults);
}

function marked(shape: z.ZodRawShape, mark: "replaces" | "secret"): string[] {
  return Object.entries(shape).flatMap(([key, type]) => ((type as z.ZodType).meta()?.[mark] === true ? [key] : []));
}
