import { writeFileSync } from "node:fs";
import type { CommandModule } from "yargs";
import { compareTopologies } from "../../topology/compareTopologies";
import { mermaidOf } from "../../topology/mermaid";
import { engineTopology } from "../../topology/sources/engineTopology";
import { drawDiff, drawTopology } from "../../topology/svg";
import type { Topology } from "../../topology/Topology";
import { CommandFailure, engineOf, type GlobalOptions, print } from "../Context";
import { previewTopologies, stackTopology } from "../pulumi";

interface GraphOptions extends GlobalOptions {
  readonly from: "engine" | "stack" | "program";
  readonly format: "svg" | "mermaid" | "json";
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
    format: { choices: ["svg", "mermaid", "json"] as const, default: "svg", describe: "The form of the picture" },
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
  if (options.from === "program") {
    const { before, after } = await previewTopologies(options.stack);
    if (format === "svg") return drawDiff(compareTopologies(before, after));
    return format === "json" ? JSON.stringify({ before, after }, null, 2) : mermaidOf(after);
  }
  const topology =
    options.from === "stack" ? await stackTopology(options.stack) : await engineTopology(engineOf(options));
  return render(topology, format);
}

async function render(topology: Topology, format: GraphOptions["format"]): Promise<string> {
  if (format === "svg") return drawTopology(topology);
  return format === "json" ? JSON.stringify(topology, null, 2) : mermaidOf(topology);
}
