import assert from "node:assert/strict";
import fc from "fast-check";
import { Json, UNKNOWN } from "../../../provider/protocol/values";
import { canonicalFiles, driftIn, foldersOf, wantedFiles } from "../../../provider/volume/wantedFiles";

describe("The files of a volume", () => {
  it("have one form, and it is its own form", () => {
    const path = fc.constantFrom("a", "./a", "b/c", "b/./c", UNKNOWN);
    const mode = fc.constantFrom("444", "0444", "600", "0600");
    const owner = fc.constantFrom("0:0", "999:1000");
    const file = fc.record(
      { path, content: fc.constantFrom("", UNKNOWN), mode, owner },
      { requiredKeys: ["path", "content"] },
    );
    fc.assert(
      fc.property(fc.array(file), (files) => {
        const form = canonicalFiles(files);
        assert.deepEqual(canonicalFiles(form), form);
        assert.doesNotMatch(JSON.stringify(form), /"(0444|444|0:0|600)"|\.\//);
      }),
    );
  });

  it("say in numbers what is written into the archive", () => {
    const files: Json = [
      { path: "./a", content: "x", mode: "600", owner: "7:8" },
      { path: "b/c", content: "" },
    ];
    assert.deepEqual(wantedFiles({ files }), [
      { path: "a", content: "x", mode: 0o600, uid: 7, gid: 8 },
      { path: "b/c", content: "", mode: 0o444, uid: 0, gid: 0 },
    ]);
  });

  it("need each folder on the way once, outer ones first", () => {
    assert.deepEqual(foldersOf(["x", "a/b/c/f", "a/b/g", "d/e"]), ["a", "a/b", "a/b/c", "d"]);
  });

  it("differ where the last look found them changed, if they are still wanted", () => {
    const files = [
      { path: "a", content: "" },
      { path: "b", content: "" },
    ];
    assert.deepEqual(driftIn({ changedFiles: ["b", "c"] }, { files }), [{ path: "files[1]", kind: "update" }]);
    assert.deepEqual(driftIn({}, { files }), []);
  });
});
