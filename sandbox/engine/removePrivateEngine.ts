import { existsSync, rmSync } from "node:fs";
import { run } from "../Command";
import { withFileLock } from "../FileLock.cjs";
import { say, step } from "../Step";
import { EngineApi } from "./EngineApi";
import { restoreNetworkSettings } from "./Firewall";
import { searchPath } from "./Packages";
import {
  engineFolder,
  engineLock,
  networkSettingsFile,
  privateEnginePid,
  privateHost,
  runFolder,
  stopPrivateEngine,
} from "./PrivateEngine";
import { childrenOf, kill, containerdNaming } from "./processes";
import { unmountBelow } from "./unmountBelow";

interface NetworkOnEngine {
  Id: string;
  Driver: string;
  Options: Record<string, string> | null;
}

/** Stops the sandbox's own Engine and removes its containers, images, bridges and firewall rules with it. */
export async function removePrivateEngine(): Promise<void> {
  if (!existsSync(engineFolder)) {
    say("engine", "there is no private Docker Engine to remove");
    return;
  }
  await withFileLock(
    engineLock,
    async () => {
      const bridges = privateEnginePid()
        ? await bridgesOf(new EngineApi({ host: privateHost, source: "the sandbox" }))
        : await bridgesLeft();
      await stopPrivateEngine();
      killRemaining();
      await step("engine", `removing its bridges, its firewall rules and ${engineFolder}`, async () => {
        await restoreNetworkSettings(networkSettingsFile, bridges);
        for (const folder of [engineFolder, runFolder]) await unmountBelow(folder);
        rmSync(engineFolder, { recursive: true, force: true });
        rmSync(runFolder, { recursive: true, force: true });
      });
    },
    (pid) => say("engine", `waiting for process ${pid}, which is at the private Docker Engine`),
  );
}

async function bridgesOf(engine: EngineApi): Promise<string[]> {
  const { status, body } = await engine.request("/networks");
  if (status !== 200)
    throw new Error(`The private Docker Engine did not list its networks: HTTP ${status} ${body.trim()}`);
  return (JSON.parse(body) as NetworkOnEngine[])
    .filter((network) => network.Driver === "bridge")
    .map((network) => network.Options?.["com.docker.network.bridge.name"] ?? `br-${network.Id.slice(0, 12)}`);
}

/** A dockerd that was killed leaves its containers and their keepers behind; all of them name its folder. */
function killRemaining(): void {
  for (const pid of containerdNaming(runFolder)) {
    say("engine", `ending process ${pid}, which a killed Engine has left behind`);
    for (const child of childrenOf(pid)) kill(child);
    kill(pid);
  }
}

/** What a dockerd that was killed has left; no other one runs in this network namespace while ours may. */
async function bridgesLeft(): Promise<string[]> {
  const links = await run("ip", ["-o", "link", "show", "type", "bridge"], {
    env: { ...process.env, PATH: searchPath() },
  });
  return [...links.matchAll(/^\d+: (docker0|br-[0-9a-f]{12}):/gm)].map((match) => match[1]);
}
