import { startCurrentEngine } from "../../sandbox/engine/CurrentEngine";
import { ensureEnvironment } from "../../sandbox/Environment";
import { ensureSandboxImages } from "../../sandbox/images/Images";
import { ensureBrowser } from "../../test/runner/Browser";
import { conclude, sum } from "../../test/runner/Counts";
import { runLevel } from "../../test/runner/levels";
import { select } from "../../test/runner/selection";
import type { Command } from "../Command";

export const testEngines: Command = {
  usage: "npm run test:engines [-- FILE ... | OPTION ...]",
  summary: "Runs the integration tests, and those of a swarm, once more on a current Engine, built from its sources.",
  passesOnTo: "mocha, for example --grep ping",
  run,
};

async function run(args: string[]): Promise<number> {
  const environment = await ensureEnvironment({ yaml: true });
  const engine = await startCurrentEngine();
  try {
    await ensureSandboxImages(engine.host);
    const env = {
      ...environment.env,
      ...(await ensureBrowser()),
      DOCKER_HOST: engine.host,
      DOCKWIRE_DOCKERD: JSON.stringify(engine.dockerd),
      DOCKWIRE_REQUIRE_REAL: "1",
      DOCKWIRE_WITHOUT_REGISTRY: "1",
    };
    const [selection, options] = [select(args), { env, enter: engine.enter }];
    const integration = await runLevel("integration", selection, options);
    return conclude(sum([integration, await runLevel("swarm", selection, options)]));
  } finally {
    await engine.stop();
  }
}
