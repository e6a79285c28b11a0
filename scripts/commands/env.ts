import { chooseStack } from "../../sandbox/chooseStack";
import { ensureEnvironment } from "../../sandbox/Environment";
import { ensureSelection } from "../../sandbox/Stack";
import { quoted } from "../../sandbox/state/Backend";
import { type Command, parseOptions, STACK_OPTION } from "../Command";

export const env: Command = {
  usage: 'eval "$(npm run --silent env [-- OPTION ...])"',
  summary: "Prints lines that make a shell ready for pulumi and docker commands of your own.",
  options: [STACK_OPTION],

  async run(args) {
    const { stack, rest } = chooseStack(args);
    parseOptions("npm run env", rest, {});
    const environment = await ensureEnvironment();
    await ensureSelection(environment, stack);
    for (const [name, value] of Object.entries(environment.variables)) console.log(`export ${name}=${quoted(value)}`);
    const missing = environment.path.filter((folder) => !(process.env.PATH ?? "").split(":").includes(folder));
    if (missing.length > 0) console.log(`export PATH=${quoted(missing.join(":"))}:"$PATH"`);
    return 0;
  },
};
