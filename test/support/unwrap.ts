import * as pulumi from "@pulumi/pulumi";

interface OutputInternals<T> {
  promise(withUnknowns?: boolean): Promise<T>;
  readonly isKnown: Promise<boolean>;
}

/** The value of an output. Rejects when the output failed, or when it is not known (as in a preview). */
export async function unwrap<T>(output: pulumi.Output<T>): Promise<T> {
  if (!(await isKnown(output))) throw new Error("this output's value is not known yet");
  return internals(output).promise();
}

/** Whether an output has a value; in a preview most computed ones have none. */
export async function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return internals(output).isKnown;
}

/** An output's typings leave out what the SDK itself awaits. */
function internals<T>(output: pulumi.Output<T>): OutputInternals<T> {
  return output as unknown as OutputInternals<T>;
}
