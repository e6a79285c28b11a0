import { type Environment, ensureEnvironment } from "../Environment";
import { askPulumi, showPulumi } from "../Pulumi";
import { chooseStack, ensureStack } from "../Stack";
import { recover } from "../state/Recovery";

/** Brings the stack up and prints where to find what runs in it. */
export async function start(args: string[]): Promise<number> {
  const { stack, rest } = chooseStack(args);
  const environment = await ensureEnvironment();
  await ensureStack(environment, stack);
  await recover(environment, stack);
  const code = await showPulumi(environment, ["up", "--yes", "--skip-preview", "--stack", stack, ...rest]);
  if (code === 0) console.log(addresses(await outputs(environment, stack)));
  return code;
}

interface Outputs {
  url?: string;
  redisCli?: string;
  networks?: string[];
}

async function outputs(environment: Environment, stack: string): Promise<Outputs> {
  return JSON.parse(await askPulumi(environment, ["stack", "output", "--json", "--stack", stack])) as Outputs;
}

function addresses({ url, redisCli, networks }: Outputs): string {
  const lines: [string, string | undefined][] = [
    ["Web page", url],
    ["redis-cli", redisCli],
    ["Networks", networks?.join(", ")],
  ];
  return `\n${lines.flatMap(([name, value]) => (value ? [`${name.padEnd(9)}  ${value}`] : [])).join("\n")}\n`;
}
