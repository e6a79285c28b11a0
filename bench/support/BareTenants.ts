import type Docker from "dockerode";
import type { Bench } from "./Bench";
import { eightAtATime } from "./inTurns";

const MIB = 2 ** 20;

/** The networks and containers of tenants by bare calls, eight at a time: what the Engine itself needs for them. */
export class BareTenants {
  constructor(
    private readonly bench: Bench,
    private readonly prefix: string,
    private readonly count: number,
  ) {}

  async up(): Promise<void> {
    const { docker } = this.bench;
    await eightAtATime(this.numbers(), async (i) => {
      const network = `${this.prefix}-net${i}`;
      await docker.createNetwork({ Name: network, CheckDuplicate: true, IPAM: ipam(i) });
      const container = await docker.createContainer(redis(`${this.prefix}-redis${i}`, network));
      await container.start();
    });
  }

  async down(): Promise<void> {
    const { docker } = this.bench;
    await eightAtATime(this.numbers(), async (i) => {
      await docker.getContainer(`${this.prefix}-redis${i}`).remove({ force: true, v: true });
      await docker.getNetwork(`${this.prefix}-net${i}`).remove();
    });
  }

  private numbers(): number[] {
    return Array.from({ length: this.count }, (_, i) => i);
  }
}

function ipam(i: number) {
  return { Driver: "default", Config: [{ Subnet: `10.191.${Math.floor(i / 16)}.${(i % 16) * 16}/28` }] };
}

/** As a RedisServer of the tutorials asks for it. */
function redis(name: string, network: string): Docker.ContainerCreateOptions {
  return {
    name,
    Image: "redis",
    Healthcheck: {
      Test: ["CMD-SHELL", "redis-cli -p 6379 ping | grep -q PONG"],
      Interval: 30e9,
      Timeout: 3e9,
      Retries: 3,
    },
    HostConfig: {
      NetworkMode: network,
      RestartPolicy: { Name: "unless-stopped" },
      Memory: 512 * MIB,
      MemorySwap: 512 * MIB,
      PidsLimit: 128,
    },
    NetworkingConfig: { EndpointsConfig: { [network]: {} } },
  };
}
