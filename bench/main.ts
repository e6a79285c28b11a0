import { Bench } from "./support/Bench";
import { keep, summarizeAll } from "./support/keep";
import { describeMachine } from "./support/machine";
import { print } from "./support/print";
import type { Result } from "./support/Result";
import type { Scenario } from "./support/Scenario";
import { scenarios } from "./scenarios";

/** Runs the scenarios of the given names, or all. */
async function main(names: string[]): Promise<void> {
  for (const scenario of chosen(names)) {
    console.log(`\n== ${scenario.name}: ${scenario.title} ==`);
    const result = await measured(scenario);
    print(result);
    keep(scenario, result);
    console.log(`  kept in bench/results/${scenario.name}.json and .svg`);
  }
  summarizeAll(scenarios);
}

function chosen(names: string[]): readonly Scenario[] {
  const known = scenarios.map(({ name }) => name);
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new Error(`There is no scenario "${wrong}"; there are ${known.join(", ")}.`);
  return names.length ? scenarios.filter(({ name }) => names.includes(name)) : scenarios;
}

async function measured(scenario: Scenario): Promise<Result> {
  const bench = new Bench();
  const interrupted = () => void bench.close().finally(() => process.exit(130));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    const machine = await describeMachine(bench);
    const findings = await scenario.run(bench);
    const { name, title } = scenario;
    return { scenario: name, title, measuredAt: new Date().toISOString(), machine, ...findings };
  } finally {
    process.removeListener("SIGINT", interrupted).removeListener("SIGTERM", interrupted);
    // Told, not thrown: it must not hide why the scenario failed.
    await bench.close().catch((error: Error) => console.error(error.message));
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
