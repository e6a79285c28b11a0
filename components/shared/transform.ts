import * as pulumi from "@pulumi/pulumi";

/** Changes a child before it is made: arguments to lay over ours, or a function that edits arguments and options. */
export type Transform<A> = Partial<A> | ((args: A, opts: pulumi.CustomResourceOptions, name: string) => void);

/** A child's name, arguments and options after the caller's transform: to be spread into its constructor. */
export function applyTransform<A extends object>(
  transform: Transform<A> | undefined,
  name: string,
  args: A,
  opts: pulumi.CustomResourceOptions,
): [string, A, pulumi.CustomResourceOptions] {
  if (typeof transform !== "function") return [name, { ...args, ...transform }, opts];
  const own = { args: { ...args }, opts: { ...opts } };
  transform(own.args, own.opts, name);
  return [name, own.args, own.opts];
}
