import { ensureEnvironment } from "../../sandbox/Environment";
import { chooseStack, ensureSelection } from "../../sandbox/Stack";
import { quoted } from "../../sandbox/state/Backend";

/** Prints lines for `eval` that make a shell ready for hand-typed Pulumi and Docker commands. */
export async function env(args: string[]): Promise<number> {
  const environment = await ensureEnvironment();
  await ensureSelection(environment, chooseStack(args).stack);
  for (const [name, value] of Object.entries(environment.variables)) console.log(`export ${name}=${quoted(value)}`);
  const missing = environment.path.filter((folder) => !(process.env.PATH ?? "").split(":").includes(folder));
  if (missing.length > 0) console.log(`export PATH=${quoted(missing.join(":"))}:"$PATH"`);
  return 0;
}
