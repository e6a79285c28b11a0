import { chooseStack } from "../../sandbox/chooseStack";
import { ensureEnvironment } from "../../sandbox/Environment";
import { showPulumi } from "../../sandbox/Pulumi";
import { ensureStack } from "../../sandbox/Stack";
import { type Command, STACK_OPTION } from "../Command";

export const preview: Command = {
  usage: "npm run preview [-- OPTION ...]",
  summary: "Shows what npm start would change.",
  options: [STACK_OPTION],
  passesOnTo: "pulumi preview",

  async run(args) {
    const { stack, rest } = chooseStack(args);
    const environment = await ensureEnvironment();
    await ensureStack(environment, stack);
    return showPulumi(environment, ["preview", "--stack", stack, ...rest]);
  },
};
