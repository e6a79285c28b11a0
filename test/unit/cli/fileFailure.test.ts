import assert from "node:assert/strict";
import { fileFailure } from "../../../cli/fileFailure";

describe("A file that cannot be read or written", () => {
  const failed = (code: string) => Object.assign(new Error(`${code}: words of a system`), { code });

  for (const [code, reason] of [
    ["ENOENT", "there is no such file or folder (ENOENT)."],
    ["EACCES", "this user has no right to do that (EACCES)."],
    ["EROFS", "nothing can be written there (EROFS)."],
    ["ENOSPC", "no space is left there (ENOSPC)."],
    ["EMFILE", "EMFILE: words of a system"],
  ] as const) {
    it(`says why in a sentence: ${code}`, () => {
      assert.equal(fileFailure("Reading a.yaml", failed(code)).message, `Reading a.yaml: ${reason}`);
    });
  }

  it("leaves what is wrong inside of a file as it was said", () => {
    assert.equal(fileFailure("Reading a.env", new SyntaxError("3: no name")).message, "Reading a.env: 3: no name");
  });
});
