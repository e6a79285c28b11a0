import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunMates } from "../../../provider/protocol/RunMates";

const ENGINE = "127.0.0.1:4711";
/** Of a process that has ended, and of one that runs. */
const [DEAD, ALIVE] = [spawnSync(process.execPath, ["--version"]).pid, process.ppid];

describe("What the providers of one run of Pulumi's know of each other", () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "dockwire-test-"));
    folder = join(parent, "runs");
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  const mates = (address: string | undefined = ENGINE) =>
    new RunMates(
      () => address,
      () => 1,
      folder,
    );
  /** As another process tells it. */
  const told = (pid: number, stateId: string, isDefault: boolean) => {
    mates().stateId(); // Makes the folder.
    writeFileSync(
      join(folder, `${process.ppid}-4711-${pid}`),
      JSON.stringify({ stateId, isDefault, engine: "unix:///s", port: 2 }),
    );
  };

  it("is the id of their state", () => {
    assert.equal(mates().stateId(), undefined);
    mates().tell("a1", "default_0_1_0", "unix:///s");
    assert.equal(mates().stateId(), "a1");
  });

  it("is a default provider's before that of one that the program declares", () => {
    told(ALIVE, "b2", false);
    assert.equal(mates().stateId(), "b2");
    mates().tell("a1", "default", "unix:///s");
    assert.equal(mates().stateId(), "a1");
  });

  it("is where those of the same Engine listen", () => {
    told(ALIVE, "b2", false);
    told(DEAD, "b2", true);
    const own = mates();
    own.tell("a1", "default", "unix:///s");
    assert.deepEqual([own.ports(), own.portsElsewhere()], [[2], []]);
    own.tell("a1", "default", "unix:///t");
    assert.deepEqual([own.ports(), own.portsElsewhere()], [[], [2]]);
  });

  it("is nothing of another run, of one that has ended, or of a file that is cut off", () => {
    mates("127.0.0.1:4712").tell("a1", "default", "unix:///s");
    told(DEAD, "b2", true);
    writeFileSync(join(folder, `${process.ppid}-4711-${ALIVE}`), "{");
    assert.equal(mates().stateId(), undefined);
  });

  it("is nothing while the engine has not said where it listens, or without an id", () => {
    const silent = new RunMates(
      () => undefined,
      () => 1,
      folder,
    );
    silent.tell("a1", "default", "unix:///s");
    mates().tell(undefined, "default", "unix:///s");
    assert.equal(silent.stateId(), undefined);
    assert.equal(mates().stateId(), undefined);
  });

  it("is read and written by this user alone, and what processes that have ended told is removed", () => {
    told(DEAD, "b2", true);
    mates().tell("a1", "default", "unix:///s");
    const file = `${process.ppid}-4711-${process.pid}`;
    assert.deepEqual(readdirSync(folder), [file]);
    assert.deepEqual([statSync(folder).mode & 0o777, statSync(join(folder, file)).mode & 0o777], [0o700, 0o600]);
  });

  it("is nothing in a folder that is a link, or cannot be written", () => {
    symlinkSync(parent, folder);
    mates().tell("a1", "default", "unix:///s");
    assert.equal(mates().stateId(), undefined);
    assert.deepEqual(readdirSync(parent), ["runs"]);
    rmSync(folder);
    writeFileSync(folder, "");
    chmodSync(folder, 0o400);
    mates().tell("a1", "default", "unix:///s");
    assert.equal(mates().stateId(), undefined);
  });
});
