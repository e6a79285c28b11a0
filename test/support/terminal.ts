import { spawn, spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const QUIET_MS = 250;
const PATIENCE_MS = 10_000;

/** A line editor that was started before the terminal had a size asks where the cursor is, at the left and at the right. */
const CURSOR_QUERY = new RegExp(`${String.fromCharCode(27)}\\[6n`, "g");
const CURSOR_REPLIES = ["\u001b[1;1R", "\u001b[1;120R"];

/** What is typed, and the prompt that has to be there before each line. */
export interface Typing {
  readonly lines: readonly string[];
  readonly prompt: RegExp;
}

/**
 * Types lines into a command that has a terminal, as a person would who pasted it, and answers with all that was on the
 * screen. Calls `missing` with a reason, and answers with nothing, where the machine cannot do that.
 */
export async function typeInTerminal(
  command: string,
  { lines, prompt }: Typing,
  missing: (reason: string) => void,
): Promise<string> {
  const absent = [command.split(" ")[0] ?? "", "script"].find((name) => spawnSync(name, ["--version"]).error);
  if (absent) {
    missing(`there is no "${absent}" command`);
    return "";
  }
  // A terminal without a size makes line editors ask for the cursor's place, which nobody answers here.
  const sized = `stty cols 120 rows 40; ${command}`;
  const child = spawn("script", ["--quiet", "--return", "--command", sized, "/dev/null"]);
  let screen = "";
  let asked = 0;
  let heard = Date.now();
  const listen = (chunk: Buffer) => {
    const text = chunk.toString();
    screen += text;
    heard = Date.now();
    const queries = text.match(CURSOR_QUERY)?.length ?? 0;
    for (let i = 0; i < queries; i++) child.stdin.write(CURSOR_REPLIES[asked++ % 2] ?? "");
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  for (const [i, line] of lines.entries()) {
    // Line editors throw away what was typed before their prompt, so the prompt has to be there first. They also draw the
    // prompt again at each key, so after the first line only one below the typed line counts.
    const from = screen.length;
    const newLine = () => (i === 0 ? screen : screen.slice(from).split("\n").slice(1).join("\n"));
    const end = Date.now() + PATIENCE_MS;
    while ((!prompt.test(newLine()) || Date.now() - heard < QUIET_MS) && Date.now() < end) await sleep(20);
    child.stdin.write(`${line}\r`);
  }
  const timer = setTimeout(() => child.kill(), PATIENCE_MS);
  await ended.finally(() => clearTimeout(timer));
  return screen;
}
