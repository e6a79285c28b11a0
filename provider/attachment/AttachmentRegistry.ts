import { isIpv6 } from "../../engine/cidr";
import type { Container, Network } from "../../engine/model";
import type { Failure, Operation } from "../protocol/Resource";
import { hasUnknown, Properties } from "../protocol/values";
import type { Claim, Claimant, Connection, Knowledge } from "./claims";
import { fixedAddresses, knowledgeIn, lowerCase, told } from "./claims";
import { asksFor, isOf, mayConflict } from "./claimRules";
import { twiceConnected, twiceGiven } from "./claimFailures";
import { takenElsewhere } from "./takenElsewhere";
import { Ends, Identity, isSame, isSameConnection, means, NameOf } from "./ends";

/**
 * What the attachments of one program ask for in this run, and which connections were theirs before it. Pulumi reads every
 * old resource first, then checks and makes what the program declares, and deletes at the end what it declares no more. So
 * a renamed resource is made before it is deleted, and an alias is given to its new container before the old one loses it.
 */
export class AttachmentRegistry {
  private readonly claims = new Map<string, Claim>();
  private readonly connections = new Map<string, Connection>();
  private readonly left: Connection[] = [];
  private readonly gone: Ends<Identity>[] = [];
  private readonly remade = new Set<string>();
  /** What other processes of this run know. */
  private beside: readonly Knowledge[] = [];

  constructor(private readonly nameOf: NameOf) {}

  /** Notes what an attachment asks for; fails when another one asks for its connection, or for one of its aliases. */
  async claim(urn: string, inputs: Properties, oldInputs: Properties): Promise<Failure[]> {
    const { container, network } = inputs;
    if (oldInputs.container && oldInputs.network && !this.connections.has(urn)) {
      const ends = { container: [String(oldInputs.container)], network: [String(oldInputs.network)] };
      this.remember(urn, ends, oldInputs);
    }
    this.claims.delete(urn);
    if (hasUnknown(container) || hasUnknown(network)) return [];
    const aliases = lowerCase(inputs.aliases);
    const shared = inputs.sharedAliases === true;
    const addresses = fixedAddresses(inputs);
    const claim = { container: String(container), network: String(network), aliases, shared, addresses, urn };
    const others = [...this.claims].filter(([, its]) => mayConflict(claim, its));
    this.claims.set(urn, claim);
    const failures = others.map(([, its]) => this.conflicts(claim, its));
    return (await Promise.all(failures)).flat();
  }

  /** Notes the connection that an attachment has by the state; each end by all names and ids that are surely its own. */
  remember(urn: string, ends: Ends<string[]>, inputs: Properties): void {
    this.connections.set(urn, { ...ends, aliases: lowerCase(inputs.aliases), inputs });
  }

  /** What was asked of a connection before this run; undefined of one that was not this program's. */
  former(ends: Ends<Identity>): Properties | undefined {
    return this.known().find((one) => isOf(one, ends))?.inputs;
  }

  /**
   * Whether a fixed address is an attachment's of this program, and none says in this run that it stays. The same update
   * gives the container another one, takes it off, or refuses the attachment that comes to say so. It need not be the one
   * that is recorded: an update that was cut off may have moved it with its subnet, or lost sight of the connection, which
   * then `isMarked` as the program's.
   */
  readonly isGivenUp = (ends: Ends<Identity>, address: string, isMarked = false): boolean => {
    const gave = isMarked || fixedAddresses(this.former(ends) ?? {}).some((one) => isIpv6(one) === isIpv6(address));
    return gave && !this.claimed().some((one) => asksFor(one, ends) && one.addresses?.includes(address));
  };

  /** The containers that attachments of this program have on a network, each by all names and ids that are its own. */
  containersOn(network: Identity): string[][] {
    const there = this.known().filter((one) => one.network.some((ref) => means(ref, network)));
    return there.map(({ container }) => container);
  }

  /** Notes that a connection is made: what is deleted later in this run under the same URN is its predecessor. */
  made(urn: string): void {
    if (this.connections.has(urn)) this.remade.add(urn);
  }

  /** Notes that an attachment is deleted: its connection is gone, or left to its successor. */
  forget(urn: string, isLeft: boolean, ends: Ends<Identity>): void {
    const connection = this.connections.get(urn);
    if (connection && isLeft) this.left.push(connection);
    if (!isLeft) this.gone.push(ends);
    this.connections.delete(urn);
    this.remade.delete(urn);
  }

  /** Whether a connection was taken away in this run: a network that is made again meanwhile does not bring it back. */
  readonly isLetGo = (ends: Ends<Identity>): boolean =>
    this.gone.some((one) => isSameConnection(one, ends)) && !this.claimed().some((one) => asksFor(one, ends));

  /** What other processes of this run may want to know. */
  tells(): Properties {
    return told({ connections: this.ours(), claims: [...this.claims.values()] });
  }

  /** Notes what the others tell. */
  learn(answers: readonly Properties[]): void {
    this.beside = answers.map(knowledgeIn);
  }

  /** The program that an operation is of; the person is told of each alias that moves. */
  claimant(operation: Operation): Claimant {
    const [head = "", project = ""] = operation.urn.split("::");
    return {
      owner: `${project}/${head.split(":").pop()}`,
      isOwn: (ends) => this.known().some((one) => isOf(one, ends)),
      isMoving: (alias, holder, network) => {
        const moves = this.isMoving(alias, holder, network);
        const told = `Alias "${alias}" leads to container "${holder.name}" too until this update takes it away there.`;
        if (moves) operation.warn(told);
        return moves;
      },
      isGivenUp: this.isGivenUp,
      refusalsElsewhere: async (inputs, network) =>
        network.scope === "swarm" ? takenElsewhere(inputs, network, operation.urn, await operation.elsewhere()) : [],
    };
  }

  /** Whether the connection is asked for by another attachment, or is already made again under the same URN. */
  hasSuccessor(urn: string, ends: Ends<Identity>): boolean {
    return [...this.claims].some(([other, claim]) => (other !== urn || this.remade.has(urn)) && asksFor(claim, ends));
  }

  /** The same, also where the network was made again in this update, and is asked for by its new id. */
  async isHandedOn(urn: string, ends: Ends<Identity>): Promise<boolean> {
    if (this.hasSuccessor(urn, ends)) return true;
    const others = [...this.claims].filter(([other, claim]) => other !== urn && means(claim.container, ends.container));
    const names = await Promise.all(others.map(([, claim]) => this.nameOf("network", claim.network)));
    return names.includes(ends.network.name);
  }

  /** Whether an attachment of this program gave the alias to the holder, and none asks for it there any more. */
  private isMoving(given: string, container: Container, network: Network): boolean {
    const alias = given.toLowerCase();
    const ends = { container, network };
    if (alias === container.name.toLowerCase()) return false;
    const has = ({ aliases }: { aliases: (string | undefined)[] }) => aliases.includes(alias);
    if (!this.known().some((one) => has(one) && isOf(one, ends))) return false;
    return !this.claimed().some((claim) => has(claim) && asksFor(claim, ends));
  }

  private claimed(): Claim[] {
    return [...this.claims.values(), ...this.beside.flatMap((one) => one.claims)];
  }

  private known(): Connection[] {
    return [...this.ours(), ...this.beside.flatMap(({ connections }) => connections)];
  }

  private ours(): Connection[] {
    return [...this.connections.values(), ...this.left];
  }

  private async conflicts(claim: Claim, other: Claim): Promise<Failure[]> {
    if (!(await isSame("network", claim.network, other.network, this.nameOf))) return [];
    const isOneConnection = await isSame("container", claim.container, other.container, this.nameOf);
    return isOneConnection ? [twiceConnected(claim, other)] : twiceGiven(claim, other);
  }
}
