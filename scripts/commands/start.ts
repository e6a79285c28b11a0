import { chooseStack } from "../../sandbox/chooseStack";
import { type Environment, ensureEnvironment } from "../../sandbox/Environment";
import { poll } from "../../sandbox/poll";
import { askPulumi, showPulumi } from "../../sandbox/Pulumi";
import { withStack } from "../../sandbox/Stack";
import { say } from "../../sandbox/Step";
import { recover } from "../../sandbox/state/Recovery";
import { startStoppedContainers } from "../../sandbox/state/stoppedContainers";
import { type Command, STACK_OPTION } from "../Command";

/** It previews first, so that what is wrong fails before anything is made. */
export const start: Command = {
  usage: "npm start [-- OPTION ...]",
  summary: "Brings the stack up and prints where to find what runs in it.",
  options: [STACK_OPTION],
  passesOnTo: "pulumi up, for example --diff or --refresh=false",
  run,
};

async function run(args: string[]): Promise<number> {
  const { stack, rest } = chooseStack(args);
  const environment = await ensureEnvironment();
  const code = await withStack(environment, stack, async () => {
    await recover(environment, stack);
    await startStoppedContainers(environment, stack);
    // dockwire's own resources are looked at by every update; the Docker provider's containers only by a refresh.
    return showPulumi(environment, ["up", "--yes", "--refresh", "--stack", stack, ...rest]);
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
  let reason = "";
  const isReady = async () => {
    const status = await fetch(new URL("/healthz", url), { signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS) }).then(
      (response) => response.status,
      (error: Error) => error.cause ?? error,
    );
    if (typeof status === "number" && status < 500) return true;
    reason = typeof status === "number" ? `it answers with HTTP ${status}` : String(status);
    return undefined;
  };
  if (await poll(isReady, { every: 50, timeout: ANSWER_TIMEOUT_MS })) return;
  say("stack", `${url} is not ready yet: ${reason}; \`docker logs\` of its container says more`);
}

function addresses({ url, redisCli, networks }: Outputs): string {
  const lines: [string, string | undefined][] = [
    ["Web page", url],
    ["redis-cli", redisCli],
    ["Networks", networks?.join(", ")],
  ];
  return `\n${lines.flatMap(([name, value]) => (value ? [`${name.padEnd(9)}  ${value}`] : [])).join("\n")}\n`;
}
