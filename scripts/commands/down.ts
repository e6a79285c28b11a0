import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureEnvironment } from "../../sandbox/Environment";
import { findUserEngine } from "../../sandbox/engine/Engine";
import { removePrivateEngine } from "../../sandbox/engine/removePrivateEngine";
import { cacheRoot, localRoot } from "../../sandbox/Paths";
import { showPulumi } from "../../sandbox/Pulumi";
import { projectName } from "../../sandbox/projectName";
import { say } from "../../sandbox/Step";

/** Undoes what the sandbox did to this machine; `--all` takes the built tool chain and images along. */
export async function down(args: string[]): Promise<number> {
  const unknown = args.filter((argument) => argument !== "--all");
  if (unknown.length > 0) throw new Error(`\`npm run sandbox:down\` takes --all or nothing, not ${unknown.join(" ")}.`);

  const failed = await destroyStacksElsewhere();
  if (failed) return failed;
  await removePrivateEngine();
  remove(localRoot, "state");
  if (args.includes("--all")) remove(cacheRoot, "cache");
  else if (existsSync(cacheRoot)) {
    say(
      "cache",
      `the tool chain and the image layers stay in ${cacheRoot}; \`npm run sandbox:down -- --all\` removes them too`,
    );
  }
  return 0;
}

/** On an Engine of the user's, containers outlive the sandbox, so they go while the state still knows of them. */
async function destroyStacksElsewhere(): Promise<number> {
  if (!(await findUserEngine())) return 0;
  const folder = join(localRoot, "state/.pulumi/stacks", projectName());
  if (!existsSync(folder)) return 0;
  const stacks = readdirSync(folder).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
  if (stacks.length === 0) return 0;
  const environment = await ensureEnvironment();
  for (const stack of stacks) {
    const code = await showPulumi(environment, ["destroy", "--yes", "--skip-preview", "--stack", stack]);
    if (code !== 0) {
      say(
        "state",
        `the stack ${stack} is still there, and so is its state; put right what Pulumi says above and try again`,
      );
      return code;
    }
  }
  return 0;
}

function remove(folder: string, area: string): void {
  if (!existsSync(folder)) return;
  rmSync(folder, { recursive: true, force: true });
  say(area, `removed ${folder}`);
}
