import { NETWORK_TYPES, nameOf, type ProgramResource, text, value } from "./ProgramResource";

const IMAGE = "docker:index/remoteImage:RemoteImage";

/** Finds what a name, an id or a dependency stands for. */
export class ResourceIndex {
  private readonly byUrn: ReadonlyMap<string, ProgramResource>;
  private readonly names = new Map<string, string>();

  constructor(resources: readonly ProgramResource[]) {
    this.byUrn = new Map(resources.map((one) => [one.urn, one]));
    for (const one of resources) {
      const name = nameOf(one);
      for (const ref of [one.id, value(one, "networkId"), value(one, "name")]) {
        if (typeof ref === "string" && ref) this.names.set(ref, name);
      }
    }
  }

  /** The Engine's name for what an input refers to; a name that nothing in the program has stands for itself. */
  nameOf(resource: ProgramResource, property: string, given: unknown): string {
    const known = text(given);
    if (known) return this.names.get(known) ?? known;
    const [source] = this.sourcesOf(resource, property);
    return source ? nameOf(source) : "";
  }

  /** The image of a resource, which it may know by an id alone. */
  imageOf(resource: ProgramResource, property = "image", given = value(resource, "image")): string {
    const source = this.sourcesOf(resource, property).find(({ type }) => type === IMAGE);
    return source ? text(value(source, "name")) : text(given);
  }

  /** The networks that a property came from, for what its value does not tell yet. */
  networksOf(resource: ProgramResource, property: string): string[] {
    return this.sourcesOf(resource, property)
      .filter(({ type }) => NETWORK_TYPES.includes(type))
      .map(nameOf);
  }

  private sourcesOf(resource: ProgramResource, property: string): ProgramResource[] {
    return (resource.propertyDependencies?.[property] ?? []).flatMap((urn) => this.byUrn.get(urn) ?? []);
  }
}
