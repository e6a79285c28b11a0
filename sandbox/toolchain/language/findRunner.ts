import { createRequire } from "node:module";
import { join } from "node:path";

/** A command of the SDK that the program in `folder` has installed: `run`, `run-plugin`, `run-policy-pack`. */
export function findRunner(folder: string, command: string): string | undefined {
  try {
    return createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${command}`);
  } catch {
    return undefined;
  }
}

/** What to tell the user where there is none. */
export function missingSdk(folder: string): string {
  return `The Pulumi SDK is not installed: @pulumi/pulumi cannot be found from ${folder}. Run \`npm install\` there.`;
}
