import assert from "node:assert/strict";
import { OwnerRegistry } from "../../../provider/protocol/OwnerRegistry";

const urn = (name: string) => `urn:pulumi:s::p::t::${name}`;

describe("Who has what in a program", () => {
  it("is told to the second one that claims a thing, by the first one's name", () => {
    const owners = new OwnerRegistry();
    assert.deepEqual([...owners.claim(urn("a"), ["x", "y"])], []);
    assert.deepEqual([...owners.claim(urn("b"), ["y", "z"])], [["y", "a"]]);
  });

  it("is what its last check said", () => {
    const owners = new OwnerRegistry();
    owners.claim(urn("a"), ["x"]);
    owners.claim(urn("a"), ["y"]);
    assert.deepEqual([...owners.claim(urn("b"), ["x"])], []);
    assert.deepEqual([owners.isClaimed("x"), owners.isClaimed("y"), owners.isClaimed("z")], [true, true, false]);
  });
});
