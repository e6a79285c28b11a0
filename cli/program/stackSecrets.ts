import { relative, resolve } from "node:path";
import { quote } from "shell-quote";
import { CommandFailure } from "../Context";
import { pulumi, stackFlag } from "../pulumi";

/** The stack that gets secret settings, and how a person comes back to this. */
export interface SecretsOptions {
  /** The project's folder. */
  readonly folder: string;
  /** @default the selected stack */
  readonly stack: string | undefined;
  /** The command to type in that folder that sets them. */
  readonly command: string;
}

/** How `from-compose` was called, as far as it says which secrets there are. */
export interface ComposeCall {
  readonly file: string;
  readonly out: string;
  readonly profile: readonly string[];
  readonly variables?: string;
  readonly projectName?: string;
  readonly stack?: string;
}

/** The command that gives the stack its secrets, to be typed in the program's folder. */
export function secretsCommand({ file, out, profile, variables, projectName, stack }: ComposeCall): string {
  const path = (one: string) => relative(resolve(out), resolve(one));
  const option = (name: string, value: string | undefined) => (value === undefined ? [] : [name, value]);
  return quote([
    ...["npx", "dockwire", "from-compose", path(file), "--out", ".", "--set-secrets"],
    ...profile.flatMap((one) => ["--profile", one]),
    ...option("--variables", variables === undefined ? undefined : path(variables)),
    ...option("--project-name", projectName),
    ...option("--stack", stack),
  ]);
}

/**
 * Gives a stack the values of its secret settings. They stand on no command line and in no message; what fails says what
 * to type.
 */
export async function setSecrets(values: ReadonlyMap<string, string>, options: SecretsOptions): Promise<void> {
  const { folder, stack, command } = options;
  if (values.size === 0) return;
  const place = relative(process.cwd(), folder);
  const fail = (said: string, ...steps: readonly string[]) => {
    const enter = place ? [`cd ${quote([place])}`] : [];
    const byHand = [...values.keys()].map((key) => `pulumi config set --secret ${quote([key])}`);
    return new CommandFailure(
      [
        `Setting the secret settings of ${place || "this folder"}: ${withoutValues(said, values)}`,
        ...["Once that is mended, type:", ...[...enter, ...steps, command].map(indented)],
        ...["Or without dockwire, and pulumi asks for each value:", ...[...enter, ...steps, ...byHand].map(indented)],
      ].join("\n"),
    );
  };
  const flags = stackFlag(stack);
  const lack = await problemOf(() => pulumi(["stack", "--show-name", ...flags], { cwd: folder }));
  if (lack) throw fail(lack, `pulumi stack init ${quote([stack ?? "dev"])}   # or: pulumi stack select NAME`);
  const set: string[] = [];
  for (const [key, value] of values) {
    const problem = await problemOf(() =>
      pulumi(["config", "set", "--secret", key, ...flags], { cwd: folder, input: value }),
    );
    if (problem) throw fail(set.length ? `${set.join(", ")} set, ${key} not. ${problem}` : problem);
    set.push(key);
  }
}

async function problemOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof CommandFailure) return error.message;
    throw error;
  }
}

function indented(line: string): string {
  return `  ${line}`;
}

/** Whatever pulumi says, a value is not to be in it. */
function withoutValues(text: string, values: ReadonlyMap<string, string>): string {
  return [...values.values()]
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, value) => shown.replaceAll(value, "[secret]"), text);
}
