import { type Environment, ensureEnvironment } from "../../sandbox/Environment";
import { askPulumi, showPulumi } from "../../sandbox/Pulumi";
import { chooseStack, withStack } from "../../sandbox/Stack";
import { say } from "../../sandbox/Step";
import { recover } from "../../sandbox/state/Recovery";
import { startStoppedContainers } from "../../sandbox/state/stoppedContainers";

/**
 * Brings the stack up and prints where to find what runs in it. It previews first, so that what is wrong fails before
 * anything is made.
 */
export async function start(args: string[]): Promise<number> {
  const { stack, rest } = chooseStack(args);
  const environment = await ensureEnvironment();
  const code = await withStack(environment, stack, async () => {
    await recover(environment, stack);
    await startStoppedContainers(environment, stack);
    return showPulumi(environment, ["up", "--yes", "--stack", stack, ...rest]);
  });
  if (code !== 0) return code;
  const results = await outputs(environment, stack);
  if (results.url) await untilAnswering(results.url);
  console.log(addresses(results));
  if (environment.engine.isPrivate) console.log(SHELL_HINT);
  return code;
}

const ANSWER_TIMEOUT_MS = 10_000;
const ATTEMPT_TIMEOUT_MS = 1_000; // a connection made while the container starts may hang in the Engine's proxy
const SHELL_HINT = 'Docker and Pulumi commands of your own need one line first: eval "$(npm run --silent env)"\n';

interface Outputs {
  url?: string;
  redisCli?: string;
  networks?: string[];
}

async function outputs(environment: Environment, stack: string): Promise<Outputs> {
  return JSON.parse(await askPulumi(environment, ["stack", "output", "--json", "--stack", stack])) as Outputs;
}

/** A container runs a moment before the program in it listens, and who reads the address may be faster. */
async function untilAnswering(url: string): Promise<void> {
  const end = Date.now() + ANSWER_TIMEOUT_MS;
  for (;;) {
    const status = await fetch(new URL("/healthz", url), { signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS) }).then(
      (response) => response.status,
      (error: Error) => error.cause ?? error,
    );
    if (typeof status === "number" && status < 500) return;
    if (Date.now() > end) {
      const reason = typeof status === "number" ? `it answers with HTTP ${status}` : String(status);
      say("stack", `${url} is not ready yet: ${reason}; \`docker logs\` of its container says more`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function addresses({ url, redisCli, networks }: Outputs): string {
  const lines: [string, string | undefined][] = [
    ["Web page", url],
    ["redis-cli", redisCli],
    ["Networks", networks?.join(", ")],
  ];
  return `\n${lines.flatMap(([name, value]) => (value ? [`${name.padEnd(9)}  ${value}`] : [])).join("\n")}\n`;
}
