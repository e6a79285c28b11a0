import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";

const EVERY_MS = 100;
const PATIENCE_MS = 300_000;

/** A service on an overlay network by the Engine's calls alone. */
export class BareService {
  constructor(
    private readonly docker: Docker,
    private readonly name: string,
    private readonly replicas: number,
  ) {}

  /** Ends when every container runs. */
  async up(): Promise<void> {
    const { docker, name, replicas: Replicas } = this;
    const network = await docker.createNetwork({ Name: name, Driver: "overlay", Attachable: true });
    await docker.createService({
      Name: name,
      Mode: { Replicated: { Replicas } },
      EndpointSpec: { Mode: "dnsrr" },
      TaskTemplate: {
        ContainerSpec: { Image: "alpine", Command: ["sleep", "1000000"] },
        Networks: [{ Target: network.id }],
      },
    });
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const tasks = await this.tasks();
      if (tasks.filter(({ State }) => State === "running").length >= Replicas) return;
      if (Date.now() > end) throw new Error(`service ${name} does not come up: ${lastError(tasks)}`);
      await sleep(EVERY_MS);
    }
  }

  /** Takes both away. */
  async down(): Promise<void> {
    await this.docker.getService(this.name).remove();
    const network = this.docker.getNetwork(this.name);
    for (let gone = false; !gone;) {
      gone = await network.remove().then(
        () => true,
        () => false,
      );
      if (!gone) await sleep(EVERY_MS);
    }
  }

  private async tasks(): Promise<TaskStatus[]> {
    const filters = { service: [this.name] };
    const tasks = (await this.docker.listTasks({ filters })) as { Status: TaskStatus }[];
    return tasks.map(({ Status }) => Status);
  }
}

interface TaskStatus {
  readonly State: string;
  readonly Err?: string;
}

function lastError(tasks: readonly TaskStatus[]): string {
  return tasks.flatMap(({ Err }) => Err ?? []).pop() ?? "no task says why";
}
