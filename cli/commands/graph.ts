import { writeFileSync } from "node:fs";
import type { CommandModule } from "yargs";
import { liveFiles } from "../../live/liveFiles";
import { stillPage } from "../../live/stillPage";
import { compareTopologies, type TopologyDiff } from "../../topology/compareTopologies";
import { mermaidOf } from "../../topology/mermaid";
import { engineTopology } from "../../topology/sources/engineTopology";
import { drawDiff, drawTopology } from "../../topology/svg";
import type { Topology } from "../../topology/Topology";
import { asJson, engineOf, type GlobalOptions, print, UsageError } from "../Context";
import { fileFailure } from "../fileFailure";
import { previewTopologies, stackTopology } from "../pulumi";

interface GraphOptions extends GlobalOptions {
  readonly from: "engine" | "stack" | "program";
  readonly format: "svg" | "mermaid" | "html" | "json";
  readonly output?: string;
  readonly stack?: string;
}

/** `dockwire graph`: the topology as a picture. */
export const graph: CommandModule<GlobalOptions, GraphOptions> = {
  command: "graph",
  describe: "Draw the topology of an Engine, of a stack, or of what a preview would change",
  builder: {
    from: {
      choices: ["engine", "stack", "program"] as const,
      default: "engine",
      describe: "The Engine as it is, the stack's state, or the program with what an update would change",
    },
    format: {
      choices: ["svg", "mermaid", "html", "json"] as const,
      default: "svg",
      describe: "The form: html is a page of one file",
    },
    output: {
      type: "string",
      requiresArg: true,
      alias: "o",
      describe: "A file to write; without it the picture is printed",
    },
    stack: { type: "string", requiresArg: true, alias: "s", describe: "The stack, if it is not the selected one" },
  },
  handler: async (options) => {
    requireSource(options);
    const text = await picture(options);
    if (options.output === undefined) {
      print(text);
      return;
    }
    try {
      writeFileSync(options.output, text);
    } catch (error) {
      throw fileFailure(`Writing the picture to ${options.output}`, error);
    }
  },
};

/** An option that would count for nothing is a misunderstanding. */
function requireSource({ from, stack, host, context }: GraphOptions): void {
  if (from === "engine") {
    if (stack === undefined) return;
    throw new UsageError("--stack goes with --from stack or --from program; without those the Engine is drawn.");
  }
  if (host ?? context)
    throw new UsageError("--host and --context go with --from engine; a stack has an Engine of its own.");
}

async function picture(options: GraphOptions): Promise<string> {
  const format = options.json ? "json" : options.format;
  if (options.from !== "program") {
    const isStack = options.from === "stack";
    const topology = isStack ? await stackTopology(options.stack) : await engineTopology(engineOf(options));
    return format === "json" ? asJson(topology, 2) : drawn(format, topology);
  }
  const { before, after } = await previewTopologies(options.stack);
  if (format === "json") return asJson({ before, after }, 2);
  const diff = compareTopologies(before, after);
  return drawn(format, format === "mermaid" ? after : diff.topology, diff);
}

async function drawn(format: "svg" | "mermaid" | "html", topology: Topology, diff?: TopologyDiff): Promise<string> {
  if (format === "mermaid") return mermaidOf(topology);
  if (format === "html") return stillPage(await liveFiles(), topology, diff);
  return diff ? drawDiff(diff) : drawTopology(topology);
}
