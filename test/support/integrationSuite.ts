import { spawnSync } from "node:child_process";
import { SwarmBed } from "./swarm/SwarmBed";
import { TestDockerd } from "./TestDockerd";
import { TestEngine } from "./TestEngine";
import { skip } from "./skip";

/** What a real test needs of the machine. */
export type Need = "engine" | "pulumi" | "own engine" | "swarm" | "registry";

/**
 * A suite that runs on a real Engine, and with the real CLI if `needs` says so. Where one of them is missing it is
 * skipped and prints why; where DOCKWIRE_REQUIRE_REAL is set, that fails instead, unless it is the machine that lacks it.
 */
export function integrationSuite(
  title: string,
  needs: readonly Need[],
  body: (this: Mocha.Suite, engine: TestEngine) => void,
) {
  describe(title, function () {
    const engine = new TestEngine();
    this.timeout(300_000);
    before("the machine has what this needs", async function () {
      // What the kernel lacks nobody can install.
      const lack =
        (needs.includes("swarm") ? SwarmBed.problem() : undefined) ??
        (needs.includes("registry") ? registryProblem() : undefined);
      if (lack) skip(this, lack);
      const problem =
        (needs.includes("pulumi") ? pulumiProblem() : undefined) ??
        (needs.includes("own engine") ? TestDockerd.problem() : undefined) ??
        (await engine.problem());
      if (!problem) return;
      if (process.env.DOCKWIRE_REQUIRE_REAL) throw new Error(`"${title}" cannot run: ${problem}`);
      skip(this, problem);
    });
    body.call(this, engine);
  });
}

function pulumiProblem(): string | undefined {
  const { error } = spawnSync("pulumi", ["version"]);
  return error ? `the pulumi command does not run (${error.message}); put it on PATH` : undefined;
}

/** A current Engine has a network namespace of its own, and these tests with it (test:engines). */
function registryProblem(): string | undefined {
  return process.env.DOCKWIRE_WITHOUT_REGISTRY && "no package registry is in reach of this network namespace";
}
