import type { CommandModule } from "yargs";
import { asJson, engineOf, type GlobalOptions, print, printable } from "../Context";
import { diagnose, type Finding } from "../diagnose";

/** `dockwire doctor`: what is wrong, or soon will be, each with its cure. Exit code 1 when there is a problem. */
export const doctor: CommandModule<GlobalOptions, GlobalOptions> = {
  command: "doctor",
  describe: "Look for what is wrong with the Engine's networks and its swarm, and say what to do",
  handler: async (options) => {
    const findings = await diagnose(engineOf(options));
    print(options.json ? asJson(findings, 2) : report(findings));
    if (findings.some(({ severity }) => severity === "problem")) process.exitCode = 1;
  },
};

const MARKS = { ok: "✔", hint: "!", problem: "✘" } as const;

function report(findings: readonly Finding[]): string {
  return findings
    .map(({ severity, what, cure }) => `${MARKS[severity]} ${printable(what)}${cure ? `\n    ${printable(cure)}` : ""}`)
    .join("\n");
}
