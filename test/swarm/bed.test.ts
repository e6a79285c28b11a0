import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { integrationSuite } from "../support/integrationSuite";
import { projectRoot } from "../support/projectRoot";

integrationSuite("The machines of a test", ["engine", "swarm"], () => {
  it("are taken away with all that they hold when the test is killed", async () => {
    const program = `
      const { SwarmBed } = require("./test/support/swarm/SwarmBed");
      void SwarmBed.start({ machines: 2, images: ["alpine"] }).then(async (bed) => {
        const container = await bed.machine(1).docker.createContainer({ Image: "alpine", Cmd: ["sleep", "1000"] });
        await container.start();
        console.log(bed.folder);
        setInterval(() => undefined, 1000);
      });`;
    const words = ["--require", "./scripts/register.cjs", "--eval", program];
    const child = spawn(process.execPath, words, { cwd: projectRoot, stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "exit").then(([code]) => assert.fail(`it ended with ${String(code)}`));
    const [line] = (await Promise.race([once(child.stdout, "data"), ended])) as [Buffer];
    ended.catch(() => undefined);
    const folder = line.toString().trim();
    assert.match(namespaces(), new RegExp(basename(folder)));
    child.kill("SIGKILL");
    for (let tries = 300; existsSync(folder); tries--) {
      assert.ok(tries > 0, `${folder} is still there`);
      await sleep(200);
    }
    assert.doesNotMatch(namespaces(), new RegExp(basename(folder)));
    assert.doesNotMatch(execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }), new RegExp(basename(folder)));
  });
});

function namespaces(): string {
  return execFileSync("ip", ["netns", "list"], { encoding: "utf8" });
}
