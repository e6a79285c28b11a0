import assert from "node:assert/strict";
import { isOfOtherState, STATE_ID, stateIdIn, stateLabel, withStateId } from "../../../provider/protocol/stateId";

describe("The id of a state", () => {
  it("is made once, and another one for each state", () => {
    const first = withStateId({ host: "unix:///s" }, {}, undefined);
    assert.match(stateIdIn(first) ?? "", /^[0-9a-f]{16}$/);
    assert.deepEqual(withStateId({ host: "unix:///t" }, first, "b2"), { ...first, host: "unix:///t" });
    assert.notEqual(stateIdIn(withStateId({}, {}, undefined)), stateIdIn(first));
  });

  it("is that of a provider beside it, for one that is new in the state", () => {
    assert.equal(stateIdIn(withStateId({}, {}, "a1")), "a1");
  });

  it("is what Pulumi hides, and no update plan is held to", () => {
    assert.match(STATE_ID, /^__/);
  });

  it("is known again by its label, and what bears none is anybody's", () => {
    assert.equal(isOfOtherState(stateLabel("a1"), "a1"), false);
    assert.equal(isOfOtherState(stateLabel("a1"), "b2"), true);
    assert.equal(isOfOtherState(stateLabel("a1"), undefined), true);
    assert.deepEqual(stateLabel(undefined), {});
    assert.equal(isOfOtherState({}, "a1"), false);
  });
});
