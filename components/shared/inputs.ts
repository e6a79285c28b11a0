import * as pulumi from "@pulumi/pulumi";

/** What a value becomes: at once when it is plain, later when it is an output or a promise. */
export function mapInput<T, R>(value: pulumi.Input<T>, work: (known: T) => R): pulumi.Input<R> {
  if (isOutput(value)) return value.apply<R>(work);
  return value instanceof Promise ? value.then(work) : work(value as T);
}

/** The same for each text of a list; the list and each text may be late. */
export function mapTexts(
  list: pulumi.Input<readonly pulumi.Input<string>[]>,
  work: (known: string) => string,
): pulumi.Input<pulumi.Input<string>[]> {
  if (isOutput(list) || list instanceof Promise) return pulumi.output(list).apply((all) => all.map(work));
  return (list as readonly pulumi.Input<string>[]).map((one) => mapInput(one, work));
}

function isOutput<T>(value: pulumi.Input<T>): value is pulumi.Output<T> {
  return pulumi.Output.isInstance(value);
}
