/**
 * Which component has which container by the state, and which components are new in this run. Pulumi makes what is new
 * before it deletes what the program declares no more, and two containers cannot have one name: so a component that got
 * another name in the program, and no alias, would come to its container too early.
 */
export class ComponentContainers {
  /** By the container's name, the URN of the resource that holds it on its networks. */
  private readonly holders = new Map<string, string>();
  /** The URNs of components that the state knows, under this or another name. */
  private readonly known = new Set<string>();

  /** Notes the container that a component's ContainerNetworks holds by the state. */
  remember(holder: string, container: string): void {
    this.holders.set(container, holder);
  }

  /** Notes a component by its StackLabel, which Pulumi finds in the state by its aliases too. */
  note(label: string, isRecorded: boolean): void {
    // A replacement is checked a second time, as if it were new.
    if (isRecorded) this.known.add(componentOf(label));
  }

  /** Whether a component is new in this run. */
  isNew(component: string): boolean {
    return !this.known.has(component);
  }

  /** The component that has a container by the state, whichever of its parts that is; undefined when it is nobody's. */
  anyOwnerOf(container: string): string | undefined {
    const holder = this.holders.get(container);
    return holder && parentOf(holder, "-networks", "-birth");
  }

  /** The component that has the container of a new one; undefined when that is not new, or nobody's. `part` is the replica's. */
  ownerOf(container: string, component: string, part: string): string | undefined {
    const holder = this.holders.get(container);
    if (!holder || !this.isNew(component)) return undefined;
    const owner = parentOf(holder, `${part}-networks`, `${part}-birth`);
    return owner === component ? undefined : owner;
  }
}

/**
 * What an alias has to name for a component to be known as the former one: the outermost component that has another name,
 * since the names of its parts begin with its own.
 */
export function aliasFor(former: string, now: string): string {
  const [head, types, name] = taken(former);
  const [, currentTypes, current] = taken(now);
  const ending = commonEnding(name, current);
  const outer = types.split("$").slice(0, -1);
  if (types !== currentTypes || !outer.length || !ending || name === ending) return former;
  return `${head}::${outer.join("$")}::${name.slice(0, -ending.length)}`;
}

/** The URN of the component whose StackLabel it is. */
export function componentOf(label: string): string {
  return parentOf(label, "-label");
}

/** The URN of the component that a part belongs to, whose name is the component's with one of the endings. */
function parentOf(urn: string, ...endings: string[]): string {
  const [head, types, name] = taken(urn);
  const ending = endings.find((one) => name.endsWith(one)) ?? "";
  const above = types.split("$").slice(0, -1).join("$");
  return `${head}::${above}::${name.slice(0, name.length - ending.length)}`;
}

/** Project and stack, the types from the outermost on, the name. */
function taken(urn: string): [string, string, string] {
  const [stack, project, types = "", ...name] = urn.split("::");
  return [`${stack}::${project}`, types, name.join("::")];
}

/** The longest ending of both that begins with a hyphen. */
function commonEnding(a: string, b: string): string {
  const endings = [...a.matchAll(/-/g)].map(({ index }) => a.slice(index));
  return endings.find((ending) => b.endsWith(ending)) ?? "";
}
