import { HISTORY_LENGTH, type LiveState } from "./protocol";

/** Values by name that are new or changed; null for one that is gone. Pairs, as a name may be that of any property. */
type Changes<T> = readonly (readonly [string, T | null])[];

type MapsOf<S> = {
  readonly [K in keyof S as S[K] extends ReadonlyMap<string, unknown> ? K : never]?: S[K] extends ReadonlyMap<
    string,
    infer T
  >
    ? Changes<T>
    : never;
};

/** What has become of a state, as it is sent. */
export type Delta = MapsOf<LiveState> &
  Partial<Pick<LiveState, "engine" | "stack" | "layout" | "stackLayout" | "history">>;

const MAPS = ["networks", "containers", "owned", "differences"] as const;
const VALUES = ["engine", "stack", "layout", "stackLayout"] as const;

/** What makes the later state out of the earlier one; undefined when they are the same. */
export function deltaBetween(before: LiveState, after: LiveState): Delta | undefined {
  const delta: Record<string, unknown> = {};
  for (const key of MAPS) {
    const changes = changesBetween<unknown>(before[key], after[key]);
    if (changes.length) delta[key] = changes;
  }
  for (const key of VALUES) if (before[key] !== after[key]) delta[key] = after[key];
  const last = before.history.at(-1)?.id ?? 0;
  const history = after.history.filter(({ id }) => id > last);
  if (history.length) delta.history = history;
  return Object.keys(delta).length ? delta : undefined;
}

/** The state after a delta. */
export function applied(state: LiveState, delta: Delta): LiveState {
  const { networks, containers, owned, differences, history = [] } = delta;
  return {
    engine: delta.engine ?? state.engine,
    stack: delta.stack ?? state.stack,
    layout: delta.layout ?? state.layout,
    stackLayout: delta.stackLayout ?? state.stackLayout,
    networks: mapWith(state.networks, networks),
    containers: mapWith(state.containers, containers),
    owned: mapWith(state.owned, owned),
    differences: mapWith(state.differences, differences),
    history: history.length ? [...state.history, ...history].slice(-HISTORY_LENGTH) : state.history,
  };
}

function changesBetween<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Changes<T> {
  if (before === after) return [];
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const made = [...after].filter(([name, value]) => before.get(name) !== value);
  return [...gone.map((name) => [name, null] as const), ...made];
}

function mapWith<T>(map: ReadonlyMap<string, T>, changes: Changes<T> = []): ReadonlyMap<string, T> {
  if (changes.length === 0) return map;
  const made = new Map(map);
  for (const [name, value] of changes) {
    if (value === null) made.delete(name);
    else made.set(name, value);
  }
  return made;
}

/** The same map while nothing in it differs, and of what is equal the earlier object, so that only changes are sent. */
export function keptWhereEqual<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  let isSame = before.size === after.size;
  const made = new Map<string, T>();
  for (const [name, value] of after) {
    const earlier = before.get(name);
    const isEqual = earlier !== undefined && JSON.stringify(earlier) === JSON.stringify(value);
    isSame &&= isEqual;
    made.set(name, isEqual ? earlier : value);
  }
  return isSame ? before : made;
}
