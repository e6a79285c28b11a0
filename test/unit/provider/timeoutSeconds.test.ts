import assert from "node:assert/strict";
import { within } from "../../../engine/Bounds";
import { checkProbe } from "../../../provider/container/probeInputs";
import { ContainerReady } from "../../../provider/container/ContainerReady";

const LONGEST_SECONDS = 2_147_483;
const asksNobody = () => {
  throw new Error("a check asks no Engine");
};
const checks = {
  Probe: (timeoutSeconds: number) => checkProbe({ image: "alpine", command: ["true"], timeoutSeconds }),
  ContainerReady: (timeoutSeconds: number) => new ContainerReady(asksNobody).check({ container: "c", timeoutSeconds }),
};

describe("A time that no timer can hold", () => {
  for (const [resource, check] of Object.entries(checks)) {
    it(`is refused as ${resource}'s "timeoutSeconds", and the longest is taken`, () => {
      assert.deepEqual(check(LONGEST_SECONDS).failures, []);
      const [failure, ...others] = check(LONGEST_SECONDS + 1).failures;
      assert.deepEqual(others, []);
      assert.equal(failure?.property, "timeoutSeconds");
      assert.match(failure.reason, /can be 2147483 at most/);
    });
  }

  it("does not end at once what customTimeouts give it", async () => {
    const pause = new Promise((resolve) => setTimeout(resolve, 20, "done"));
    assert.equal(await within({ ms: (LONGEST_SECONDS + 1) * 1000 }, () => pause), "done");
  });
});
