import * as pulumi from "@pulumi/pulumi";

/** Says what is wrong with a value; undefined when nothing is. */
export type Problem<T> = (value: T) => string | undefined;

/** Checks a component's arguments, each on its own name, so that a wrong one ends the preview. */
export class Validator {
  constructor(
    private readonly of: pulumi.Resource,
    private readonly component: string,
  ) {}

  /** Ends with an error on the property if the value is there and wrong: at once, or as soon as the value is known. */
  input<T>(property: string, value: pulumi.Input<T>, problem: Problem<T>): pulumi.Input<T> {
    const checked = (known: T): T => {
      this.require(property, known === undefined ? undefined : problem(known));
      return known;
    };
    if (pulumi.Output.isInstance(value)) return (value as pulumi.Output<T>).apply(checked);
    if (value instanceof Promise) return value.then(checked);
    return checked(value);
  }

  /** Ends with an error on the property if there is a problem. */
  require(property: string, problem: string | undefined): void {
    if (problem) throw new pulumi.ResourceError(`${this.component}: "${property}": ${problem}`, this.of);
  }

  /** The same for a problem that names its property itself. */
  refuse(problem: string | undefined): void {
    if (problem) throw new pulumi.ResourceError(`${this.component}: ${problem}`, this.of);
  }
}
