/** A server that is created on a network. */
export interface ServerPlan {
  readonly containerName: string;
  /** @default "redis" */
  readonly image?: string;
  /** A volume for its data, which goes when the server goes. @default none */
  readonly volumeName?: string;
}

/** A server of another network, attached. */
export interface AttachmentPlan {
  /** The key of the network that the server was created on. */
  readonly of: string;
  readonly aliases?: readonly string[];
}

/** One AppNetwork. */
export interface NetworkPlan {
  readonly networkName: string;
  readonly subnet?: string;
  readonly subnetPool?: { readonly range: string; readonly prefixLength?: number };
  readonly redis?: ServerPlan;
  readonly attachments?: Readonly<Record<string, AttachmentPlan>>;
  /** Names that have to resolve on this network, each held by a probe. */
  readonly resolves?: readonly string[];
}

/** An attachment of a container that the program does not make. */
export interface LooseAttachmentPlan {
  readonly container: string;
  readonly network: string;
  readonly aliases?: readonly string[];
}

/** All that a test program lays out. */
export interface Topology {
  readonly networks: Readonly<Record<string, NetworkPlan>>;
  readonly attachments?: Readonly<Record<string, LooseAttachmentPlan>>;
}
