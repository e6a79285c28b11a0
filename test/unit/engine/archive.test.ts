import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { archiveOf } from "../../../engine/archive";

const FILES = [
  { path: "redis.conf", content: "port 6379\n", mode: 0o444, uid: 0, gid: 0 },
  { path: "tls/server.key", content: "ä".repeat(300), mode: 0o400, uid: 999, gid: 1000 },
  { path: "empty", content: "", mode: 0o600, uid: 0, gid: 0 },
];

describe("An archive", () => {
  it("is one that tar reads, with modes, owners, folders and sizes", () => {
    const listing = execFileSync("tar", ["--numeric-owner", "-tvf", "-"], { input: archiveOf(FILES) }).toString();
    const rows = listing
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/\s+/));
    assert.deepEqual(
      rows.map(([mode, owner, size, , , path]) => [mode, owner, size, path]),
      [
        ["-r--r--r--", "0/0", "10", "redis.conf"],
        ["-r--------", "999/1000", "600", "tls/server.key"],
        ["-rw-------", "0/0", "0", "empty"],
      ],
    );
  });

  it("gives the content back byte for byte", () => {
    const content = execFileSync("tar", ["-xOf", "-", "tls/server.key"], { input: archiveOf(FILES) }).toString("utf8");
    assert.equal(content, FILES[1]?.content);
  });
});
