import type { PlannedContainer } from "../support/Plan";

/** A container as it is created. */
export interface Created {
  readonly name: string;
  readonly image: string;
  readonly network: string;
  readonly aliases: readonly string[];
  readonly publish?: { readonly internal: number; readonly external: number } | undefined;
}

/** The steps that a person would take by hand. */
export interface EngineActions {
  createNetwork(name: string): Promise<unknown>;
  run(created: Created): Promise<unknown>;
  connect(network: string, container: string, aliases: PlannedContainer["aliases"]): Promise<unknown>;
  disconnect(network: string, container: string): Promise<unknown>;
  removeContainers(names: readonly string[]): Promise<unknown>;
  removeNetworks(names: readonly string[]): Promise<unknown>;
}
