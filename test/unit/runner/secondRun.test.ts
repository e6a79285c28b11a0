import assert from "node:assert/strict";
import { NOTHING } from "../../runner/Counts";
import { afterSecondRun, worthASecondRun } from "../../runner/secondRun";

describe("A second run of a file that failed", () => {
  const failed = { ...NOTHING, passed: 4, failed: 1, failures: ["A holds\nError: torn"] };
  const passed = { ...NOTHING, passed: 5 };
  const outcomes = (failures: number) =>
    new Map(
      Array.from({ length: 9 }, (_, index) => {
        const name = `${index}.test.ts`;
        return [{ name, files: [name] }, { counts: index < failures ? failed : passed }] as const;
      }),
    );

  it("is for up to three files, and not for those that passed", () => {
    assert.deepEqual(worthASecondRun(outcomes(0)), []);
    assert.deepEqual(
      worthASecondRun(outcomes(3)).map(({ name }) => name),
      ["0.test.ts", "1.test.ts", "2.test.ts"],
    );
  });

  it("is not for more, which no chance explains", () => {
    assert.deepEqual(worthASecondRun(outcomes(4)), []);
  });

  it("that passes counts, and the first failure is still told", () => {
    assert.deepEqual(afterSecondRun(failed, passed), { ...passed, unsteady: failed.failures });
  });

  it("that fails too is a failure", () => {
    const again = { ...failed, failures: ["B holds\nError: torn too"] };
    assert.deepEqual(afterSecondRun(failed, again), again);
  });
});
