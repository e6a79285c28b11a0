import type { Identity } from "../../engine/model";

export type { Identity };

/** The two ends of a connection. */
export interface Ends<T> {
  container: T;
  network: T;
}

/** The name of what has this id now; undefined when there is nothing of that id. */
export type NameOf = (end: keyof Ends<unknown>, id: string) => Promise<string | undefined>;

/** As the Engine writes ids in full, and as people shorten them; a swarm's networks have ids of 25 letters and digits. */
const ID = /^([0-9a-f]{12,64}|[0-9a-z]{25})$/;

/** Whether a name, an id or the beginning of one means this very thing. */
export function means(ref: string, { id, name }: Identity): boolean {
  return ref === name || ref === id || (ID.test(ref) && id.startsWith(ref));
}

/** Whether two references mean one thing; undefined when one is a name and the other an id. */
export function compare(one: string, other: string): boolean | undefined {
  if (one === other) return true;
  if (ID.test(one) !== ID.test(other)) return undefined;
  return ID.test(one) && (one.startsWith(other) || other.startsWith(one));
}

/** The same, with a look at what the id is called. */
export async function isSame(end: keyof Ends<unknown>, one: string, other: string, nameOf: NameOf): Promise<boolean> {
  const [id, name] = ID.test(one) ? [one, other] : [other, one];
  return compare(one, other) ?? (await nameOf(end, id)) === name;
}

/** Reads the id `NETWORK/CONTAINER`, each a name or an id. A network's name may hold a slash, a container's may not. */
export function splitId(id: string): Ends<string> {
  const at = id.lastIndexOf("/");
  if (at < 1 || at === id.length - 1) {
    throw new Error(`"${id}" is not the id of an attachment: write NETWORK/CONTAINER, each a name or an id`);
  }
  return { network: id.slice(0, at), container: id.slice(at + 1) };
}

/** Whether two are one connection, also when its network was made again in between. */
export function isSameConnection(one: Ends<Identity>, other: Ends<Identity>): boolean {
  return one.container.id === other.container.id && one.network.name === other.network.name;
}
