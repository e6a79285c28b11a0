import { ensureEnvironment } from "../../sandbox/Environment";
import { showPulumi } from "../../sandbox/Pulumi";
import { chooseStack, ensureStack } from "../../sandbox/Stack";

/** Shows what `start` would change. */
export async function preview(args: string[]): Promise<number> {
  const { stack, rest } = chooseStack(args);
  const environment = await ensureEnvironment();
  await ensureStack(environment, stack);
  return showPulumi(environment, ["preview", "--stack", stack, ...rest]);
}
