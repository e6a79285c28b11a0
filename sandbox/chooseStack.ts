import { parseArgs } from "node:util";

/**
 * The stack that a command is about, and what is left of the arguments for Pulumi. `--stack` is read as Pulumi reads it:
 * `--stack two`, `--stack=two`, `-s two`, `-s=two`, `-stwo`; the last one counts.
 */
export function chooseStack(args: string[]): { stack: string; rest: string[] } {
  const { tokens } = parseArgs({
    args,
    options: { stack: { type: "string", short: "s" } },
    strict: false,
    tokens: true,
  });
  const taken = new Set<number>();
  let stack = "dev";
  for (const token of tokens) {
    if (token.kind !== "option" || token.name !== "stack") continue;
    if (!args[token.index]?.startsWith(token.rawName)) {
      throw new Error(`Write ${token.rawName} apart from other options, not as in ${args[token.index]}.`);
    }
    const value = token.rawName === "-s" ? token.value?.replace(/^=/, "") : token.value;
    if (!value || (!token.inlineValue && value.startsWith("-"))) {
      throw new Error(
        `${token.rawName} needs the name of a stack after it, for example: npm start -- ${token.rawName} dev`,
      );
    }
    stack = value;
    taken.add(token.index);
    if (!token.inlineValue) taken.add(token.index + 1);
  }
  return { stack, rest: args.filter((_, index) => !taken.has(index)) };
}
