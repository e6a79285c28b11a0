import { nameOf } from "./nameOf";

/**
 * Which resource of the program has which thing. Pulumi checks whatever the program declares before it deletes what the
 * program declares no more: so the successor of a renamed or replaced resource is known when its predecessor is deleted.
 */
export class OwnerRegistry {
  private readonly things = new Map<string, ReadonlySet<string>>();

  /** Notes what a resource has, in place of what it had. Returns what another one has too, with that one's name. */
  claim(urn: string, things: readonly string[]): Map<string, string> {
    this.things.set(urn, new Set(things));
    const others = [...this.things].filter(([other]) => other !== urn);
    return new Map(
      things.flatMap((thing): [string, string][] => {
        const owner = others.find(([, theirs]) => theirs.has(thing));
        return owner ? [[thing, nameOf(owner[0])]] : [];
      }),
    );
  }

  /** Whether some resource of the program has it in this run. */
  isClaimed(thing: string): boolean {
    return [...this.things.values()].some((theirs) => theirs.has(thing));
  }
}
