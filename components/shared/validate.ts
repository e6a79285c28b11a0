import * as pulumi from "@pulumi/pulumi";
import { withOwnWords } from "./applyError";
import { mapInput, mapTexts } from "./inputs";

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
    return mapInput(value, (known) => this.checked(property, known, problem));
  }

  /** The same for a value that may be left out. */
  optional<T>(property: string, value: pulumi.Input<T> | undefined, problem: Problem<T>): pulumi.Input<T> | undefined {
    return value === undefined ? undefined : this.input(property, value, problem);
  }

  /** The same for each text of a list. */
  texts(
    property: string,
    values: pulumi.Input<readonly pulumi.Input<string>[]>,
    problem: Problem<string>,
  ): pulumi.Input<pulumi.Input<string>[]> {
    return mapTexts(values, (known) => this.checked(property, known, problem));
  }

  /** Ends with an error on the property if there is a problem. */
  require(property: string, problem: string | undefined): void {
    this.refuse(problem && `"${property}": ${problem}`);
  }

  /** The same for a problem that names its property itself. */
  refuse(problem: string | undefined): void {
    if (problem) throw withOwnWords(new pulumi.ResourceError(`${this.component}: ${problem}`, this.of));
  }

  private checked<T>(property: string, known: T, problem: Problem<T>): T {
    this.require(property, known === undefined ? undefined : problem(known));
    return known;
  }
}
