import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
