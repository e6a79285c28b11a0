import { arch, cpus, platform, totalmem } from "node:os";
import type { TestEngine } from "../../test/support/TestEngine";

/** The kind of machine that numbers come from, in words that lead to no particular one. */
export interface Machine {
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly engine: string;
  readonly engineApi: string;
}

export async function describeMachine({ docker }: TestEngine): Promise<Machine> {
  const { Version, ApiVersion } = await docker.version();
  return {
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.versions.node,
    engine: Version,
    engineApi: ApiVersion,
  };
}
