/** One of the Engine's events, as far as it is looked at. */
export interface EngineEvent {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes?: Readonly<Record<string, string>> };
}

/** Events that change what a topology shows. Others are many: each health check is three. */
export const EVENT_FILTERS = {
  type: ["container", "network"] as ("container" | "network")[],
  event: [
    ...["create", "start", "die", "stop", "pause", "unpause", "rename", "update", "destroy", "health_status"],
    ...["connect", "disconnect", "remove"],
  ],
};

/** What has to be read again after an event. */
export interface Concerns {
  /** A container's id. */
  readonly container?: string;
  /** Whether the list of networks is another one. */
  readonly networks: boolean;
}

export function concerns({ Type, Action, Actor: { ID, Attributes = {} } }: EngineEvent): Concerns {
  if (Type === "container") return { container: ID, networks: false };
  if (Type !== "network") return { networks: false };
  const isMember = Action === "connect" || Action === "disconnect";
  return isMember ? { container: Attributes.container, networks: false } : { networks: true };
}
