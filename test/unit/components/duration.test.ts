import assert from "node:assert/strict";
import { duration } from "../../../components/shared/duration";

describe("A time is written as the Engine gives it back:", () => {
  for (const [seconds, text] of [
    [0.25, "250ms"],
    [1, "1s"],
    [1.5, "1.5s"],
    [59, "59s"],
    [60, "1m0s"],
    [120, "2m0s"],
    [3599, "59m59s"],
    [3600, "1h0m0s"],
    [90_061, "25h1m1s"],
  ] as const) {
    it(`${seconds} seconds are ${text}`, () => assert.equal(duration(seconds), text));
  }
});
