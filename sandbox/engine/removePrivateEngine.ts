import { existsSync, rmSync } from "node:fs";
import { withFileLock } from "../FileLock.cjs";
import { say, step } from "../Step";
import { EngineData } from "./EngineData";
import { restoreHostNetwork } from "./HostNetwork";
import { dataFolder, engineFolder, engineLock, hostNetworkFile, runFolder, stopPrivateEngine } from "./PrivateEngine";
import { childrenOf, containerdNaming, kill } from "./processes";
import { otherEngine } from "./runningEngines";
import { unmountBelow } from "./unmountBelow";

/** Stops the sandbox's own Engine and removes its containers, images, bridges and firewall rules with it. */
export async function removePrivateEngine(): Promise<void> {
  if (!existsSync(engineFolder)) {
    say("engine", "there is no private Docker Engine to remove");
    return;
  }
  await withFileLock(
    engineLock,
    async () => {
      const bridges = new EngineData(dataFolder).bridges();
      await stopPrivateEngine();
      killRemaining();
      await step("engine", `removing its bridges, its firewall rules and ${engineFolder}`, async () => {
        await restoreHostNetwork(hostNetworkFile, bridges, otherEngine(undefined) !== undefined);
        for (const folder of [engineFolder, runFolder]) await unmountBelow(folder);
        rmSync(engineFolder, { recursive: true, force: true });
        rmSync(runFolder, { recursive: true, force: true });
      });
    },
    (pid) => say("engine", `waiting for process ${pid}, which is at the private Docker Engine`),
  );
}

/** A dockerd that was killed leaves its containers and their keepers behind; all of them name its folder. */
function killRemaining(): void {
  for (const pid of containerdNaming(runFolder)) {
    say("engine", `ending process ${pid}, which a killed Engine has left behind`);
    for (const child of childrenOf(pid)) kill(child);
    kill(pid);
  }
}
