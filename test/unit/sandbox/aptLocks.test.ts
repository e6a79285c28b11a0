import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, run } from "../../../sandbox/Command";
import { lockHolder, withoutOtherApt } from "../../../sandbox/engine/aptLocks";

const LISTS = `Reading package lists...
E: Could not get lock /var/lib/apt/lists/lock. It is held by process 5120 (apt-get)
E: Unable to lock directory /var/lib/apt/lists/`;
const FRONTEND = `E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 77 (unattended-upgr)
E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?`;
const OLD = "E: Could not get lock /var/cache/apt/archives/lock - open (11: Resource temporarily unavailable)";

describe("What apt says of its locks", () => {
  const holderIn = (output: string) => lockHolder(new CommandError("apt-get update", output, 100, "exit code 100"));

  for (const [what, output, holder] of [
    ["the lists' lock", LISTS, "process 5120 (apt-get)"],
    ["dpkg's lock", FRONTEND, "process 77 (unattended-upgr)"],
    ["the archives' lock, as apt before 1.9 says it", OLD, "another process"],
  ] as const) {
    it(`names the holder of ${what}`, () => assert.equal(holderIn(output), holder));
  }

  it("is told apart from every other failure", () => {
    assert.equal(holderIn("E: Unable to locate package no-such-package"), undefined);
    assert.equal(lockHolder(new Error("Could not get lock")), undefined);
  });
});

describe("An apt command", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "dockwire-apt-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Fails as apt-get does while the file `lock` is there. */
  const apt = () =>
    run("sh", ["-c", 'if [ -e lock ]; then echo "$1" >&2; exit 100; fi; echo done', "apt-get", LISTS], { cwd: folder });

  it("waits until another process has given the lock back, and says once for whom", async () => {
    writeFileSync(join(folder, "lock"), "");
    setTimeout(() => rmSync(join(folder, "lock")), 150);
    const waitedFor: string[] = [];
    const output = await withoutOtherApt(apt, (holder) => waitedFor.push(holder), { every: 20, timeout: 10_000 });
    assert.equal(output, "done\n");
    assert.deepEqual(waitedFor, ["process 5120 (apt-get)"]);
    assert.equal(existsSync(join(folder, "lock")), false);
  });

  it("fails with apt's own words when the lock is never given back", async () => {
    writeFileSync(join(folder, "lock"), "");
    const attempt = withoutOtherApt(apt, () => undefined, { every: 20, timeout: 100 });
    await assert.rejects(attempt, /exit code 100\.\n.*[^]*It is held by process 5120 \(apt-get\)/);
  });

  it("that fails for another reason is not tried again", async () => {
    let attempts = 0;
    const failing = () => {
      attempts++;
      return run("sh", ["-c", "echo 'E: Unable to locate package' >&2; exit 100"]);
    };
    await assert.rejects(
      withoutOtherApt(failing, () => undefined),
      /Unable to locate package/,
    );
    assert.equal(attempts, 1);
  });
});
