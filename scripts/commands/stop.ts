import { chooseStack } from "../../sandbox/chooseStack";
import { ensureEnvironment } from "../../sandbox/Environment";
import { showPulumi } from "../../sandbox/Pulumi";
import { withStack } from "../../sandbox/Stack";
import { recover } from "../../sandbox/state/Recovery";
import { type Command, STACK_OPTION } from "../Command";

export const stop: Command = {
  usage: "npm stop [-- OPTION ...]",
  summary: "Destroys what npm start has made.",
  options: [STACK_OPTION],
  passesOnTo: "pulumi destroy",

  async run(args) {
    const { stack, rest } = chooseStack(args);
    const environment = await ensureEnvironment();
    return withStack(environment, stack, async () => {
      await recover(environment, stack);
      return showPulumi(environment, ["destroy", "--yes", "--skip-preview", "--stack", stack, ...rest]);
    });
  },
};
