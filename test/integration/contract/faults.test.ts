import assert from "node:assert/strict";
import { FAULTS } from "../../support/FaultProxy";
import { integrationSuite } from "../../support/integrationSuite";
import { contractCase } from "./contractCase";
import { examples } from "./examples";
import { FaultTrial, OPERATIONS } from "./FaultTrial";

/** What lives in the state alone never asks the Engine. */
const asking = examples.filter(({ resource }) => !["Password", "Certificate", "StackLabel"].includes(resource));
const EVERY_CALL = process.env.DOCKWIRE_CONTRACT === "all";

/** Where nobody answers for a minute before an operation gives up. */
const isLong = (operation: string, kind: string) => kind === "silence" && operation !== "create";

integrationSuite(
  `The contract of an Engine that fails, at ${EVERY_CALL ? "every call" : "every call that changes something"}`,
  ["engine"],
  function () {
    this.timeout(EVERY_CALL ? 1_200_000 : 300_000);
    let trials: Record<string, FaultTrial> = {};

    before(async () => {
      const started = asking.map(async (example) => [example.resource, await FaultTrial.start(example)] as const);
      trials = Object.fromEntries(await Promise.all(started));
    });
    after(async () => {
      for (const trial of Object.values(trials)) await trial.stop();
    });

    for (const operation of OPERATIONS) {
      for (const kind of FAULTS.filter((one) => EVERY_CALL || !isLong(operation, one))) {
        contractCase(
          `${operation}: ${kind}`,
          asking,
          async () => {
            const tried = Object.entries(trials).map(
              async ([resource, trial]) => [resource, await trial.problems(operation, kind, EVERY_CALL)] as const,
            );
            return Object.fromEntries(await Promise.all(tried));
          },
          (problems, { resource }) => assert.deepEqual(problems[resource], []),
        );
      }
    }
  },
);
