import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { localRoot } from "../../sandbox/Paths";
import { freePort } from "../../test/support/freePort";
import { PulumiProject } from "../../test/support/PulumiProject";
import type { Bench } from "../support/Bench";
import { Samples } from "../support/Result";
import type { Scenario } from "../support/Scenario";
import type { Span } from "../support/Span";
import { spanPicture } from "../support/spanPicture";
import { Trace, tracedUp } from "../support/tracedUp";

const ROUNDS = 3;

/** Where the time of the whole topology's first update goes. */
export const timeline: Scenario = {
  name: "timeline",
  title: "Where the time of the tutorials' first update goes",
  picture: spanPicture,
  async run(bench) {
    const environment = { PULUMI_CONFIG_PASSPHRASE: "a benchmark's own", PULUMI_SKIP_UPDATE_CHECK: "true" };
    const { project, backend } = await create(bench, environment);
    const traces: Trace[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.say(`round ${round} of ${ROUNDS}`);
      traces.push(await tracedUp(project, { ...environment, PULUMI_BACKEND_URL: `file://${backend}` }));
      await project.destroy();
    }
    const phases = new Samples();
    for (const trace of traces) for (const [phase, took] of phasesOf(trace)) phases.add(phase, took);
    const middle = [...traces].sort((a, b) => a.total - b.total)[Math.floor(ROUNDS / 2)];
    return {
      measures: [phases.partsOf("phases of the update, one after the other", "s")],
      goals: [],
      remarks: ["the picture shows the run of the middle length"],
      spans: middle ? spansOf(middle) : [],
    };
  },
};

async function create(bench: Bench, environment: Record<string, string>) {
  const prefix = bench.name("stack");
  const backend = join(localRoot, "programs", `${prefix}-state`);
  mkdirSync(backend, { recursive: true });
  const config = { namePrefix: `${prefix}-`, appPort: await freePort(), probes: false };
  const project = await PulumiProject.create({ program: "stack", prefix, config, environment, backend });
  bench.atEnd(async () => rmSync(backend, { recursive: true, force: true }));
  bench.atEnd(() => project.dispose());
  return { project, backend };
}

function phasesOf({ total, processes, resources }: Trace): [string, number][] {
  const start = (role: string) => processes.find((one) => one.role === role)?.from ?? 0;
  const marks: [string, number][] = [
    ["Pulumi CLI starts", start("language host")],
    ["language host starts", start("program")],
    ["program loads: Pulumi's SDK and our own code", start("dockwire provider")],
    ["providers start, images and places are looked up", first(resources, "container")],
    ["containers, attachments, readiness", Math.max(...resources.map(({ until }) => until))],
    ["outputs, state, end", total],
  ];
  return marks.map(([phase, until], i) => [phase, until - (marks[i - 1]?.[1] ?? 0)]);
}

function first(resources: readonly Span[], kind: Span["kind"]): number {
  return Math.min(...resources.filter((one) => one.kind === kind).map(({ from }) => from));
}

function spansOf({ processes, resources }: Trace): Span[] {
  const own = processes.filter(({ role }) => !role.includes("/"));
  return [
    ...own.map(({ role, from, until }) => ({ label: role, kind: "process" as const, from, until })),
    ...resources,
  ];
}
