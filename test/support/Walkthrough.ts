import { escapedPattern } from "./escapedPattern";

/** One step of a page: a command with what it prints, or a change of a file. */
export type Step =
  | { readonly kind: "command"; readonly command: string; readonly printed: readonly string[] }
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "add"; readonly text: string }
  | { readonly kind: "edit"; readonly removed: string; readonly added: string };

/** The steps of a page in Markdown: its `console`, `yaml` and `diff` blocks, in their order. */
export function stepsIn(markdown: string): Step[] {
  return [...markdown.matchAll(/^```(console|yaml add|yaml|diff)\n([^]*?)^```$/gm)].flatMap(([, kind, text = ""]) => {
    if (kind === "console") return commandsIn(text);
    if (kind === "yaml") return [{ kind: "file", text }];
    if (kind === "yaml add") return [{ kind: "add", text }];
    const lines = (sign: string) =>
      text
        .split("\n")
        .filter((line) => line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join("");
    return [{ kind: "edit", removed: lines("-"), added: lines("+") }];
  });
}

/** The first line of the page that was not printed, in its place; undefined when all were. `...` stands for anything. */
export function missingLine(printed: readonly string[], output: string): string | undefined {
  const lines = output.split("\n").map(squeezed);
  let at = 0;
  for (const line of printed) {
    if (line === "...") continue;
    const pattern = new RegExp(`^${squeezed(line).split("...").map(escapedPattern).join(".*")}$`);
    const found = lines.findIndex((each, i) => i >= at && pattern.test(each));
    if (found < 0) return line;
    at = found + 1;
  }
  return undefined;
}

function commandsIn(text: string): Step[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = "", ...printed] = part.trimEnd().split("\n");
      return { kind: "command", command, printed };
    });
}

/** Columns are as wide as their longest entry, which is another one on each machine. */
function squeezed(line: string): string {
  return line.replace(/\s+/g, " ").trimEnd();
}
