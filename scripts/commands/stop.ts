import { ensureEnvironment } from "../../sandbox/Environment";
import { showPulumi } from "../../sandbox/Pulumi";
import { chooseStack, withStack } from "../../sandbox/Stack";
import { recover } from "../../sandbox/state/Recovery";

/** Destroys what `start` made. */
export async function stop(args: string[]): Promise<number> {
  const { stack, rest } = chooseStack(args);
  const environment = await ensureEnvironment();
  return withStack(environment, stack, async () => {
    await recover(environment, stack);
    return showPulumi(environment, ["destroy", "--yes", "--skip-preview", "--stack", stack, ...rest]);
  });
}
