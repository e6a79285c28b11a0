import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { withFileLock } from "../../../sandbox/FileLock.cjs";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("A file lock", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dockwire-lock-"));
    file = join(folder, "below", "lock");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("lets one holder in at a time", async () => {
    let inside = 0;
    let most = 0;
    const work = () =>
      withFileLock(file, async () => {
        most = Math.max(most, ++inside);
        await pause(20);
        inside--;
      });
    await Promise.all([work(), work(), work(), work()]);
    assert.equal(most, 1);
    assert.equal(existsSync(file), false);
  });

  it("tells a waiter once who holds it", async () => {
    const waitedFor: number[] = [];
    const first = withFileLock(file, () => pause(350));
    await pause(10);
    await withFileLock(
      file,
      async () => undefined,
      (pid) => waitedFor.push(pid),
    );
    await first;
    assert.deepEqual(waitedFor, [process.pid]);
  });

  it("is given back when the work fails, and the failure comes through", async () => {
    const failing = withFileLock(file, () => Promise.reject(new Error("no disk left")));
    await assert.rejects(failing, /^Error: no disk left$/);
    assert.equal(await withFileLock(file, async () => "next"), "next");
  });

  it("is taken over from a process that was killed while it held it", async () => {
    const script = `require(${JSON.stringify(require.resolve("../../../sandbox/FileLock.cjs"))})
      .withFileLock(${JSON.stringify(file)}, () => process.kill(process.pid, "SIGKILL"))`;
    assert.equal(spawnSync(process.execPath, ["-e", script]).signal, "SIGKILL");
    assert.equal(existsSync(file), true);
    assert.equal(await withFileLock(file, async () => "taken over"), "taken over");
  });

  it("is taken over where its process number belongs to a younger process by now", async () => {
    await withFileLock(file, async () => undefined);
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: "1", id: "old" }));
    assert.equal(await withFileLock(file, async () => "taken over"), "taken over");
  });

  /** The lock of a holder in another container, which last touched it some seconds ago. */
  function holdFromElsewhere(secondsAgo: number): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: "", namespace: "elsewhere pid:[1]", id: "other" }));
    const then = new Date(Date.now() - secondsAgo * 1000);
    utimesSync(file, then, then);
  }

  it("is waited for where its holder lives in another container, whatever its process number means here", async () => {
    holdFromElsewhere(10);
    let entered = false;
    const ours = withFileLock(file, async () => (entered = true));
    await pause(300);
    assert.equal(entered, false);
    rmSync(file);
    await ours;
    assert.equal(entered, true);
  });

  it("is taken over where its holder in another container has not touched it for a minute", async () => {
    holdFromElsewhere(61);
    assert.equal(await withFileLock(file, async () => "taken over"), "taken over");
  });

  it("is taken over where the process that was to take it over died on the way", async () => {
    await withFileLock(file, async () => undefined);
    for (const path of [file, `${file}.stale`]) {
      writeFileSync(path, JSON.stringify({ pid: process.pid, started: "1", id: path }));
    }
    assert.equal(await withFileLock(file, async () => "taken over"), "taken over");
    assert.deepEqual(readdirSync(dirname(file)), []);
  });

  it("never has two holders while many processes take it over from dead ones", async () => {
    mkdirSync(dirname(file), { recursive: true });
    const script = `
      const fs = require("node:fs");
      const { withFileLock } = require(${JSON.stringify(require.resolve("../../../sandbox/FileLock.cjs"))});
      (async () => {
        for (let i = 0; i < 20; i++) {
          await withFileLock(${JSON.stringify(file)}, async () => {
            fs.writeFileSync(${JSON.stringify(`${file}.inside`)}, "", { flag: "wx" }); // fails where somebody is inside
            fs.rmSync(${JSON.stringify(`${file}.inside`)});
            // As one that was killed leaves it: the lock names a process that is gone.
            const left = JSON.parse(fs.readFileSync(${JSON.stringify(file)}, "utf8"));
            fs.writeFileSync(${JSON.stringify(file)}, JSON.stringify({ ...left, pid: 0, id: left.id + "-dead" }));
          });
        }
      })();`;
    const children = Array.from({ length: 4 }, () => spawn(process.execPath, ["-e", script], { stdio: "inherit" }));
    const codes = await Promise.all(children.map(async (child) => ((await once(child, "exit")) as [number])[0]));
    assert.deepEqual(codes, [0, 0, 0, 0]);
  });

  it("is taken over by one of many that wait for a dead holder", async () => {
    await withFileLock(file, async () => undefined);
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: "1", id: "old" }));
    let inside = 0;
    const work = () =>
      withFileLock(file, async () => {
        assert.equal(++inside, 1);
        await pause(5);
        inside--;
      });
    await Promise.all(Array.from({ length: 8 }, work));
  });
});
