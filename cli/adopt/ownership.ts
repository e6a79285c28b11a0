import { STACK_LABEL } from "../../engine/model";

/** How the provider marks networks and connections that a stack made. */
const NETWORK_MARK = "dockwire.urn";
const CONNECTION_MARK = "dockwire.owner";
const COMPOSE = "com.docker.compose.project";
const SWARM = "com.docker.stack.namespace";

type Labels = Readonly<Record<string, string>>;

/** Whose it is when somebody else takes care of it; undefined when it was made by hand. */
export function ownerOf(labels: Labels): string | undefined {
  if (labels[COMPOSE] !== undefined) return `Compose's (project "${labels[COMPOSE]}")`;
  if (labels[SWARM] !== undefined) return `the swarm stack's "${labels[SWARM]}"`;
  if (labels[STACK_LABEL]) return `stack ${labels[STACK_LABEL]}'s`;
  const [, , stack = "", , project = ""] = (labels[NETWORK_MARK] ?? "").split(":");
  return labels[NETWORK_MARK] === undefined ? undefined : `stack ${project}/${stack}'s`;
}

/** The stack that made a connection; undefined for one that was made by hand. */
export function connectionOwner(driverOpts: Labels): string | undefined {
  const owner = driverOpts[CONNECTION_MARK];
  return owner === undefined ? undefined : `stack ${owner}'s`;
}

/** The options that a person or a driver gave. */
export function withoutMarks(options: Labels): Record<string, string> {
  return Object.fromEntries(Object.entries(options).filter(([key]) => key !== NETWORK_MARK && key !== CONNECTION_MARK));
}
