import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decode, encode, hasUnknown, Properties, UNKNOWN, withoutDefaults } from "../../../provider/protocol/values";

// google-protobuf's own structs drop one key.
const carried = (key: string, value: unknown) => (key === "__proto__" ? undefined : value);
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value), carried) as Properties[string]);
const properties = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), json, { noNullPrototype: true });

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("Properties on the wire", () => {
  it("come back as they were sent, with the paths of the secret ones", () => {
    fc.assert(
      fc.property(properties, (values) => {
        const secrets = new Set(Object.keys(values).slice(0, 1));
        const back = decode(encode(values, secrets));
        assert.deepEqual(back.values, values);
        assert.deepEqual(back.secrets, secrets);
      }),
    );
  });

  it("leave out what is undefined, at any depth", () => {
    assert.deepEqual(decode(encode({ a: undefined, b: { c: undefined, d: 1 } })).values, { b: { d: 1 } });
  });

  it("tell the paths of the secrets among them, however deep, and take them back there", () => {
    const env = { PASSWORD: secret("hush"), USER: "me", "a.b": secret("quiet") };
    const { values, secrets } = decode(encode({ env, files: [{ path: "x", content: secret(secret("text")) }] }));
    assert.deepEqual(values, {
      env: { PASSWORD: "hush", USER: "me", "a.b": "quiet" },
      files: [{ path: "x", content: "text" }],
    });
    assert.deepEqual([...secrets], ["env.PASSWORD", 'env["a.b"]', "files[0].content"]);
    assert.deepEqual(decode(encode(values, secrets)), { values, secrets });
  });

  it("are unknown when anything within is", () => {
    assert.equal(hasUnknown({ a: [{ b: UNKNOWN }] }), true);
    assert.equal(hasUnknown({ a: [{ b: "known" }] }), false);
  });

  it("lose what is null or the default, and nothing else", () => {
    const defaults = { days: 30, names: [], on: false };
    assert.deepEqual(withoutDefaults({ days: 30, names: [], on: false, other: null }, defaults), {});
    assert.deepEqual(withoutDefaults({ days: 31, names: ["a"], on: true, x: [] }, defaults), {
      days: 31,
      names: ["a"],
      on: true,
      x: [],
    });
  });

  const signed = (signature: string, rest: object) => ({ "4dabf18193072939515e22adb298388d": signature, ...rest });
  const resource = (rest: object) => signed("5cf8f73096256a8f31e491e813e4eb8e", { urn: "urn:r", ...rest });
  const output = (rest: object) => signed("d0e6a833031e9bbcd3f4e8bde6ca49a4", rest);

  for (const [title, value, plain, secrets] of [
    ["a resource is its id", resource({ id: "abc" }), "abc", []],
    ["a resource that is not made yet is unknown", resource({ id: "" }), UNKNOWN, []],
    ["a component is its URN", resource({}), "urn:r", []],
    ["an output is its value", output({ value: ["a", secret("b")] }), ["a", "b"], ["it.x[1]"]],
    ["an output without a value is unknown", output({ dependencies: ["urn:r"] }), UNKNOWN, []],
    ["an output may be secret", output({ value: { k: secret("b") }, secret: true }), { k: "b" }, ["it.x"]],
    ["a secret output without a value is both", output({ secret: true }), UNKNOWN, ["it.x"]],
  ] as [string, object, Properties[string], string[]][]) {
    it(`say that ${title}`, () => {
      const decoded = decode(Struct.fromJavaScript({ it: { x: value } }));
      assert.deepEqual(decoded, { values: { it: { x: plain } }, secrets: new Set(secrets) });
    });
  }
});
