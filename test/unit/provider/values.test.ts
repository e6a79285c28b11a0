import assert from "node:assert/strict";
import fc from "fast-check";
import { decode, encode, hasUnknown, Properties, UNKNOWN } from "../../../provider/protocol/values";

// google-protobuf's own structs drop one key.
const carried = (key: string, value: unknown) => (key === "__proto__" ? undefined : value);
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value), carried) as Properties[string]);
const properties = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), json, { noNullPrototype: true });

describe("Properties on the wire", () => {
  it("come back as they were sent, with the names of the secret ones", () => {
    fc.assert(
      fc.property(properties, (values) => {
        const secret = new Set(Object.keys(values).slice(0, 1));
        const back = decode(encode(values, secret));
        assert.deepEqual(back.values, values);
        assert.deepEqual(back.secrets, secret);
      }),
    );
  });

  it("leave out what is undefined, at any depth", () => {
    assert.deepEqual(decode(encode({ a: undefined, b: { c: undefined, d: 1 } })).values, { b: { d: 1 } });
  });

  it("are secret at the top when a secret lies anywhere within", () => {
    const inner = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hush" };
    const { values, secrets } = decode(encode({ env: { PASSWORD: inner, USER: "me" } }));
    assert.deepEqual(values, { env: { PASSWORD: "hush", USER: "me" } });
    assert.deepEqual([...secrets], ["env"]);
  });

  it("are unknown when anything within is", () => {
    assert.equal(hasUnknown({ a: [{ b: UNKNOWN }] }), true);
    assert.equal(hasUnknown({ a: [{ b: "known" }] }), false);
  });
});
