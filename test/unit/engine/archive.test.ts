import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { Readable } from "node:stream";
import { archiveOf, ArchiveEntry, filesOf, firstOf } from "../../../engine/archive";

const LONG = `${"long-folder/".repeat(10)}${"f".repeat(130)}`;
const FILES: ArchiveEntry[] = [
  { path: "tls", content: undefined, mode: 0o755, uid: 0, gid: 0 },
  { path: "redis.conf", content: "port 6379\n", mode: 0o444, uid: 0, gid: 0 },
  { path: "tls/server.key", content: "ä".repeat(300), mode: 0o400, uid: 999, gid: 1000 },
  { path: "empty", content: "", mode: 0o600, uid: 0, gid: 0 },
  { path: "closed", content: "", mode: 0, uid: 0, gid: 0 },
  { path: LONG, content: "far", mode: 0o644, uid: 1234567890, gid: 4294967294 },
];

describe("An archive", () => {
  it("is one that tar reads, with folders, long paths, modes, owners and sizes", async () => {
    const input = await archiveOf(FILES);
    const listing = execFileSync("tar", ["--numeric-owner", "-tvf", "-"], { input }).toString();
    const rows = listing
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/\s+/));
    assert.deepEqual(
      rows.map(([mode, owner, size, , , path]) => [mode, owner, size, path]),
      [
        ["drwxr-xr-x", "0/0", "0", "tls"],
        ["-r--r--r--", "0/0", "10", "redis.conf"],
        ["-r--------", "999/1000", "600", "tls/server.key"],
        ["-rw-------", "0/0", "0", "empty"],
        ["----------", "0/0", "0", "closed"],
        ["-rw-r--r--", "1234567890/4294967294", "3", LONG],
      ],
    );
  });

  it("gives the content back byte for byte", async () => {
    const input = await archiveOf(FILES);
    const content = execFileSync("tar", ["-xOf", "-", "tls/server.key"], { input }).toString("utf8");
    assert.equal(content, FILES[2]?.content);
  });

  it("is read back entry by entry, large owners too, and contents of another length are left out", async () => {
    const [far] = FILES.slice(-1);
    assert.ok(far);
    const archive = await archiveOf([{ ...far, mode: 0o100644 }]);
    const expected = { type: "file", mode: 0o644, uid: 1234567890, gid: 4294967294 };
    assert.deepEqual(await firstOf(Readable.from([archive]), 3), { ...expected, content: Buffer.from("far") });
    assert.deepEqual(await firstOf(Readable.from([archive]), 4), { ...expected, content: undefined });
    const [folder] = FILES;
    assert.ok(folder);
    assert.equal((await firstOf(Readable.from([await archiveOf([folder])]), 0))?.type, "directory");
    assert.equal(await firstOf(Readable.from([Buffer.alloc(1024)]), 0), undefined);
  });

  it("of a folder gives those files that have the wanted lengths, until the limit", async () => {
    const inFolder = FILES.map((file) => ({ ...file, path: `folder/${file.path}` }));
    const archive = await archiveOf(inFolder);
    const read = async (lengths: [string, number][], limit: number) =>
      filesOf(Readable.from([archive.subarray(0, 2048), archive.subarray(2048)]), new Map(lengths), limit);
    const all: [string, number][] = [
      ["redis.conf", 10],
      ["tls/server.key", 600],
      ["empty", 0],
      [LONG, 3],
    ];
    const found = await read(all, 1e6);
    assert.deepEqual([...found.keys()], ["redis.conf", "tls/server.key", "empty", LONG]);
    assert.deepEqual(found.get(LONG), {
      ...{ type: "file", mode: 0o644, uid: 1234567890, gid: 4294967294 },
      content: Buffer.from("far"),
    });
    assert.equal(found.get("tls/server.key")?.content?.toString(), "ä".repeat(300));
    const some = await read(
      [
        ["redis.conf", 11],
        ["empty", 0],
        ["tls", 0],
        ["none", 1],
      ],
      1e6,
    );
    assert.deepEqual(
      [...some],
      [
        ["tls", { type: "directory", mode: 0o755, uid: 0, gid: 0, content: Buffer.alloc(0) }],
        ["empty", { type: "file", mode: 0o600, uid: 0, gid: 0, content: Buffer.alloc(0) }],
      ],
    );
    assert.ok((await read(all, 2048)).size < 4);
  });

  it("that breaks off is an error, not an absence", async () => {
    const archive = await archiveOf(FILES.map((file) => ({ ...file, path: `folder/${file.path}` })));
    await assert.rejects(filesOf(Readable.from([archive.subarray(0, 1300)]), new Map([["empty", 0]]), 1e6));
  });
});
