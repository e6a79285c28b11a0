import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";

const EVERY_MS = 100;

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
    while ((await this.tasks("running")) < Replicas) await sleep(EVERY_MS);
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

  private async tasks(state: string): Promise<number> {
    const filters = { service: [this.name] };
    const tasks = (await this.docker.listTasks({ filters })) as { Status: { State: string } }[];
    return tasks.filter(({ Status }) => Status.State === state).length;
  }
}
