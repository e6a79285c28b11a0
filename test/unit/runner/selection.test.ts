import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { KNOWN_LONG, lanes, schedule, WAITING } from "../../runner/schedule";
import { select } from "../../runner/selection";

describe("The arguments of npm test", () => {
  let root: string;
  const FILES = ["unit/deep/a.test.ts", "components/b.test.ts", "integration/c.test.ts", "integration/ping.test.ts"];

  before(() => {
    root = mkdtempSync(join(tmpdir(), "dockwire-tests-"));
    for (const file of [...FILES, "support/helper.ts", "programs/x/index.ts"]) {
      mkdirSync(dirname(join(root, "test", file)), { recursive: true });
      writeFileSync(join(root, "test", file), "");
    }
  });
  after(() => rmSync(root, { recursive: true }));

  it("choose every file where there are none, but those that need several machines", () => {
    assert.deepEqual(select([], root), {
      files: {
        unit: ["test/unit/deep/a.test.ts"],
        components: ["test/components/b.test.ts"],
        integration: ["test/integration/c.test.ts", "test/integration/ping.test.ts"],
        swarm: [],
      },
      flags: [],
      byTitle: false,
    });
  });

  it("choose files, and all files of a folder, each once", () => {
    const { files } = select(["test/integration/c.test.ts", "test/integration", "test/unit"], root);
    assert.deepEqual(files, {
      unit: ["test/unit/deep/a.test.ts"],
      components: [],
      integration: ["test/integration/c.test.ts", "test/integration/ping.test.ts"],
      swarm: [],
    });
  });

  for (const flags of [["--grep", "ping"], ["-g", "test"], ["--grep=ping"], ["--fgrep", "13:"]]) {
    it(`choose titles of all files by ${flags.join(" ")}`, () => {
      const selection = select(flags, root);
      assert.deepEqual([selection.flags, selection.byTitle], [flags, true]);
      assert.equal(selection.files.integration.length, 2);
    });
  }

  it("hand every other flag on to mocha", () => {
    const { flags, files, byTitle } = select(["--timeout", "9000", "test/components", "--bail"], root);
    assert.deepEqual([flags, byTitle], [["--timeout", "9000", "--bail"], false]);
    assert.deepEqual(files.components, ["test/components/b.test.ts"]);
  });
});

describe("The order of the test files", () => {
  it("begins with files that never ran, then goes from the longest to the shortest", () => {
    assert.deepEqual(schedule(["a", "b", "c", "d"], { a: 3, b: 90, d: 10 }), ["c", "b", "d", "a"]);
  });

  it("begins, where nothing has run yet, with the files that are known to be long", () => {
    const path = (name: string) => `test/integration/${name}.test.ts`;
    const files = ["attachment", "contract/faults", "languages", "redisReplicas", "volume"].map(path);
    const long = ["redisReplicas", "contract/faults", "languages"].map(path);
    assert.deepEqual(schedule(files, {}), [...long, path("attachment"), path("volume")]);
  });

  it("believes a measurement more than what is known of a file", () => {
    const [long, short] = ["test/integration/redisReplicas.test.ts", "test/integration/volume.test.ts"];
    assert.deepEqual(schedule([long, short], { [long]: 2, [short]: 9 }), [short, long]);
  });

  it("has what mostly waits beside what fills the machine", () => {
    const [waits, busy] = ["test/integration/silentEngine.test.ts", "test/integration/volume.test.ts"];
    assert.deepEqual(lanes([waits, busy], { [waits]: 100, [busy]: 3 }), { busy: [busy], waiting: [waits] });
  });

  it("knows only files that there are", () => {
    const names = new Set(select([]).files.integration.map((file) => basename(file)));
    const absent = [...KNOWN_LONG, ...WAITING].filter((name) => !names.has(name));
    assert.deepEqual(absent, []);
  });
});
