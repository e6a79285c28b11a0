import type { ContainerPlan, Plan } from "../support/Plan";
import type { EngineActions } from "./EngineActions";
import type { Peer } from "./Peer";

const NOTHING: Plan = { networks: {}, containers: {} };

/** Lays out a plan step by step, one after the other, and knows by heart what it did before. */
export class ByHand implements Peer {
  readonly repeatable = false;
  private wanted = NOTHING;
  private present = NOTHING;

  constructor(
    readonly name: string,
    private readonly actions: EngineActions,
  ) {}

  async prepare(): Promise<void> {
    // There is nothing to prepare.
  }

  plan(plan: Plan): void {
    this.wanted = plan;
  }

  async up(): Promise<void> {
    const { wanted, present, actions } = this;
    for (const [key, name] of Object.entries(wanted.networks)) {
      if (!(key in present.networks)) await actions.createNetwork(name);
    }
    for (const [key, container] of Object.entries(wanted.containers))
      await this.place(container, present.containers[key]);
    this.present = wanted;
  }

  async repair(): Promise<void> {
    this.present = { ...this.present, containers: {} };
    await this.up();
  }

  async down(): Promise<void> {
    const { networks, containers } = this.present;
    await this.actions.removeContainers(Object.values(containers).map(({ name }) => name));
    await this.actions.removeNetworks(Object.values(networks));
    this.present = NOTHING;
  }

  async dispose(): Promise<void> {
    if (Object.keys(this.present.networks).length) await this.down();
  }

  private async place(container: ContainerPlan, before: ContainerPlan | undefined): Promise<void> {
    const { name, image, on, publish } = container;
    const [home, ...others] = on;
    if (!home) throw new Error(`${name} is on no network`);
    const network = this.network(home.network);
    if (!before) await this.actions.run({ name, image, network, aliases: home.aliases ?? [], publish });
    for (const { network: key, aliases = [] } of others) {
      const present = before?.on.find((one) => one.network === key);
      if (present && String(present.aliases ?? []) === String(aliases)) continue;
      if (present) await this.actions.disconnect(this.network(key), name);
      await this.actions.connect(this.network(key), name, aliases);
    }
  }

  private network(key: string): string {
    return this.wanted.networks[key] ?? key;
  }
}
