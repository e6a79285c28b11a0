import assert from "node:assert/strict";
import fc from "fast-check";
import { redacted, secretNames, secretPaths } from "../../../provider/protocol/secretPaths";
import { decode, encode, Properties, UNKNOWN } from "../../../provider/protocol/values";

const given = (values: Properties, ...secrets: string[]) => [{ values, secrets: new Set(secrets) }];

describe("The secrets of what was given", () => {
  const files = [
    { path: "a", content: "hush" },
    { path: "b", content: "open" },
  ];

  it("leave their neighbours readable while they stay in their place", () => {
    const form = { files: files.map((file) => ({ ...file, mode: "0400" })), volume: "v" };
    assert.deepEqual([...secretPaths(form, given({ files, volume: "v" }, "files[0].content"))], ["files[0].content"]);
  });

  it("make their whole property secret when they were moved, changed or left out", () => {
    for (const moved of [[...files].reverse(), files.slice(1), [{ path: "a", content: "HUSH" }], []]) {
      assert.deepEqual([...secretPaths({ files: moved }, given({ files }, "files[0].content"))], ["files"]);
    }
  });

  it("are never in clear in another order of a list", () => {
    const lists = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lists, fc.nat(4), (list, at) => {
        const i = at % list.length;
        const form = { aliases: [...list].sort() };
        const wire = encode(form, secretPaths(form, given({ aliases: list }, `aliases[${i}]`)));
        const { values, secrets } = decode(wire);
        assert.deepEqual(values, form);
        assert.ok(secrets.has("aliases") || secrets.has(`aliases[${form.aliases.indexOf(list[i])}]`));
      }),
    );
  });

  it("are known by the properties that hold them", () => {
    const [first] = given({ files, env: { A: "secret" } }, "files[0].content", "files[1].content", "env.A");
    assert.deepEqual(first && [...secretNames([first])], ["files", "env"]);
  });

  it("are taken out of texts for people, the longest first and as the Engine quotes them", () => {
    const secrets = given(
      { command: ["say", "pass", 'pass"word'], on: "no", later: UNKNOWN },
      "command",
      "on",
      "later",
    );
    assert.equal(
      redacted('exec "pass\\"word" failed: pass"word, pass; no', secrets),
      'exec "[secret]" failed: [secret], [secret]; no',
    );
  });
});
