import { startCurrentEngine } from "../../sandbox/engine/CurrentEngine";
import { ensureEnvironment } from "../../sandbox/Environment";
import { ensureSandboxImages } from "../../sandbox/images/Images";
import { ensureBrowser } from "../../test/runner/Browser";
import { sum, summary } from "../../test/runner/Counts";
import { runLevel } from "../../test/runner/levels";

/** Runs the real level once more on a current Engine, built from its sources; arguments go to mocha. */
export async function testEngines(args: string[]): Promise<number> {
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
    };
    const counts = sum([await runLevel("integration", args, env, engine.enter)]);
    console.log(`\n${summary(counts)}`);
    return counts.failed === 0 ? 0 : 1;
  } finally {
    await engine.stop();
  }
}
