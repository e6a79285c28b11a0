import { startCurrentEngine } from "../engine/CurrentEngine";
import { ensureEnvironment } from "../Environment";
import { ensureSandboxImages } from "../images/Images";
import { ensureBrowser } from "../test/Browser";
import { sum, summary } from "../test/Counts";
import { runFloor } from "../test/floors";

/** Runs the real floor once more on a current Engine, built from its sources; arguments go to mocha. */
export async function testEngines(args: string[]): Promise<number> {
  const environment = await ensureEnvironment();
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
    const counts = sum([await runFloor("real", args, env, engine.enter)]);
    console.log(`\n${summary(counts)}`);
    return counts.failed === 0 ? 0 : 1;
  } finally {
    await engine.stop();
  }
}
