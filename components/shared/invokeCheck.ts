import * as pulumi from "@pulumi/pulumi";
import { applyError } from "./applyError";
import { resourceOptsDefaults } from "./resourceOptions";

/** Asks the provider whether something can be made; what is doubtful becomes a warning. @throws what stands in the way */
export async function invokeCheck(token: string, args: pulumi.Inputs, parent: pulumi.Resource): Promise<void> {
  try {
    const found = (await pulumi.runtime.invoke(token, args, { ...resourceOptsDefaults(), parent })) as {
      warning?: string;
    };
    if (found.warning) await pulumi.log.warn(found.warning, parent);
  } catch (error) {
    // The person who reads it can do something about the sentence, not about where in the SDK it was thrown.
    throw applyError((error as Error).message.replace(/^invocation of \S+ returned an error: /i, ""));
  }
}
