import * as pulumi from "@pulumi/pulumi";

/** What stands for an output that there is not, such as a second container where there is one. */
const NONE = "–";

/**
 * A page with outputs in place of `${outputs.PATH}`. Pulumi's console fills them in by itself; so does this, for those who
 * keep their state elsewhere and read the page by `pulumi stack output readme`.
 */
export function filledIn(
  page: string,
  outputs: Readonly<Record<string, pulumi.Input<unknown>>>,
): pulumi.Output<string> {
  return pulumi
    .output(outputs)
    .apply((known) => page.replace(/\$\{outputs\.([^}]*)\}/g, (_, path: string) => textAt(known, path)));
}

function textAt(known: unknown, path: string): string {
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  const found = steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], known);
  return found === undefined ? NONE : String(found);
}
