import { endpointOn } from "../../engine/model";
import { Names } from "../program/Names";
import { type ProgramResource } from "../program/Program";
import { attachmentResource, attachmentProblem } from "./attachmentResource";
import type { EngineView, ViewedContainer, ViewedNetwork } from "./EngineView";
import { networkProblem, networkResource } from "./networkResource";
import { connectionOwner, ownerOf } from "./ownership";
import { volumeProblem, volumeResource } from "./volumeResource";

/** What to look for. */
export interface Selection {
  /** Networks by name or id. @default every one that was made by hand */
  readonly networks: readonly string[];
  /** Networks, containers and volumes that count although Compose or another stack made them. @default none */
  readonly include: readonly string[];
}

/** Something that is on the Engine and not in the program. */
export interface LeftOut {
  /** For instance `network "shop_default"`. */
  readonly what: string;
  readonly why: string;
}

/** What of an Engine becomes a program. */
export interface Adoption {
  readonly resources: readonly ProgramResource[];
  readonly leftOut: readonly LeftOut[];
}

/** Networks that every Engine makes for itself. */
export const BUILT_IN: ReadonlySet<string> = new Set(["bridge", "host", "none", "docker_gwbridge", "ingress"]);

/** Networks, the connections of containers to them, and the volumes of those containers. Nothing is made or changed. */
export function planAdoption(view: EngineView, selection: Selection): Adoption {
  return new AdoptionPlan(view, selection).run();
}

class AdoptionPlan {
  private readonly names = new Names();
  private readonly leftOut: LeftOut[] = [];
  private readonly include: ReadonlySet<string>;

  constructor(
    private readonly view: EngineView,
    private readonly selection: Selection,
  ) {
    this.include = new Set([...selection.include, ...selection.networks]);
  }

  run(): Adoption {
    const networks = byName(this.view.networks.filter((one) => this.isChosen(one)));
    const made = networks.map((network) => networkResource(network, this.nameOf("network", network.name)));
    const connections = networks.flatMap((network, i) => this.attachmentsOn(network, made[i]?.name ?? ""));
    const volumes = this.volumesOf(connections.map(({ container }) => container));
    return { resources: [...made, ...volumes, ...connections.map(({ resource }) => resource)], leftOut: this.leftOut };
  }

  private isChosen(network: ViewedNetwork): boolean {
    const { name, id } = network;
    if (BUILT_IN.has(name)) return false;
    const { networks } = this.selection;
    if (networks.length && !networks.includes(name) && !networks.includes(id)) return false;
    const isTwin = this.view.networks.filter((one) => one.name === name).length > 1;
    const owner = this.include.has(name) || this.include.has(id) ? undefined : ownerOf(network.labels);
    const twin = isTwin ? "another network has the same name, so no name leads to it" : undefined;
    return this.accepts(`network "${name}"`, twin ?? foreign(owner) ?? networkProblem(network));
  }

  private attachmentsOn(network: ViewedNetwork, networkResourceName: string) {
    return byName(this.view.containers).flatMap((container) => {
      const endpoint = endpointOn(container, network);
      if (!endpoint) return [];
      const what = `container "${container.name}" on network "${network.name}"`;
      const owner = this.include.has(container.name)
        ? undefined
        : (ownerOf(container.labels) ?? connectionOwner(endpoint.driverOpts));
      const why = foreign(owner) ?? attachmentProblem(container, endpoint, this.include.has(container.name));
      if (!this.accepts(what, why)) return [];
      this.noteWhatStays(what, container, network);
      const name = this.nameOf("attachment", `${container.name}-on-${network.name}`);
      const shared = this.sharesNames(container, network);
      const resource = attachmentResource({ name, networkResourceName, container, endpoint, shared });
      return [{ container, resource }];
    });
  }

  /** What an attachment leaves as it is without a word of it in the program. */
  private noteWhatStays(what: string, container: ViewedContainer, network: ViewedNetwork): void {
    const links = endpointOn(container, network)?.links ?? [];
    if (links.length)
      this.leftOut.push({ what: `links of ${what}`, why: `they stay, undeclared: ${links.join(", ")}` });
    if (container.ownMac) this.leftOut.push({ what: `the MAC address of ${what}`, why: "it stays with the container" });
  }

  private sharesNames(container: ViewedContainer, network: ViewedNetwork): boolean {
    const aliases = new Set(endpointOn(container, network)?.aliases.map((alias) => alias.toLowerCase()));
    return this.view.containers
      .filter(({ id }) => id !== container.id)
      .some((other) => endpointOn(other, network)?.dnsNames.some((name) => aliases.has(name.toLowerCase())));
  }

  private volumesOf(containers: readonly ViewedContainer[]): ProgramResource[] {
    const used = new Set(containers.flatMap(({ volumes }) => volumes));
    return byName(this.view.volumes.filter(({ name }) => used.has(name))).flatMap((volume) => {
      const owner = this.include.has(volume.name) ? undefined : ownerOf(volume.labels);
      if (!this.accepts(`volume "${volume.name}"`, foreign(owner) ?? volumeProblem(volume))) return [];
      return [volumeResource(volume, this.nameOf("volume", volume.name, "-volume"))];
    });
  }

  private nameOf(kind: string, name: string, suffix = ""): string {
    return this.names.of(`${kind}/${name}`, `${name}${suffix}`);
  }

  private accepts(what: string, why: string | undefined): boolean {
    if (why !== undefined) this.leftOut.push({ what, why });
    return why === undefined;
  }
}

function foreign(owner: string | undefined): string | undefined {
  return owner === undefined ? undefined : `it is ${owner}; --include takes it all the same`;
}

function byName<T extends { readonly name: string }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}
