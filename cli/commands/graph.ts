import { writeFileSync } from "node:fs";
import type { CommandModule } from "yargs";
import { liveFiles } from "../../live/liveFiles";
import { stillPage } from "../../live/stillPage";
import { compareTopologies, type TopologyDiff } from "../../topology/compareTopologies";
import { mermaidOf } from "../../topology/mermaid";
import { engineTopology } from "../../topology/sources/engineTopology";
import { drawDiff, drawTopology } from "../../topology/svg";
import type { Topology } from "../../topology/Topology";
import { CommandFailure, engineOf, type GlobalOptions, print } from "../Context";
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
    output: { type: "string", alias: "o", describe: "A file to write; without it the picture is printed" },
    stack: { type: "string", alias: "s", describe: "The stack, if it is not the selected one" },
  },
  handler: async (options) => {
    const text = await picture(options);
    if (options.output === undefined) {
      print(text);
      return;
    }
    try {
      writeFileSync(options.output, text);
    } catch (error) {
      throw new CommandFailure(`Writing the picture to ${options.output}: ${(error as Error).message}`);
    }
  },
};

async function picture(options: GraphOptions): Promise<string> {
  const format = options.json ? "json" : options.format;
  if (options.from !== "program") {
    const isStack = options.from === "stack";
    const topology = isStack ? await stackTopology(options.stack) : await engineTopology(engineOf(options));
    return format === "json" ? JSON.stringify(topology, null, 2) : drawn(format, topology);
  }
  const { before, after } = await previewTopologies(options.stack);
  if (format === "json") return JSON.stringify({ before, after }, null, 2);
  const diff = compareTopologies(before, after);
  return drawn(format, format === "mermaid" ? after : diff.topology, diff);
}

async function drawn(format: "svg" | "mermaid" | "html", topology: Topology, diff?: TopologyDiff): Promise<string> {
  if (format === "mermaid") return mermaidOf(topology);
  if (format === "html") return stillPage(await liveFiles(), topology, diff);
  return diff ? drawDiff(diff) : drawTopology(topology);
}
