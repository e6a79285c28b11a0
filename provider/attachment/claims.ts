import type { Container, Network } from "../../engine/model";
import { hasUnknown, type Json, type Properties } from "../protocol/values";
import type { AttachmentInputs } from "./attachmentShape";
import type { Ends, Identity } from "./ends";

/** On whose behalf a connection is made or changed. */
export interface Claimant {
  /** The program's mark. */
  owner: string;
  /** Whether the connection was one of this program's before this run. */
  isOwn: (ends: Ends<Identity>) => boolean;
  /** Whether an alias that a container has on a network is about to leave it. */
  isMoving: (alias: string, holder: Container, network: Network) => boolean;
  /** Whether a fixed address that a container has on a network is about to leave it. */
  isGivenUp: (ends: Ends<Identity>, address: string) => boolean;
  /** Why an alias is refused that the program gives a container on another machine of the swarm. */
  refusalsElsewhere: (inputs: AttachmentInputs, network: Network) => Promise<string[]>;
}

/** What the program asks for. */
export interface Claim extends Ends<string> {
  aliases: (string | undefined)[];
  shared: boolean;
  /** The fixed addresses that are asked for. One of another version of the provider tells none. */
  addresses?: string[];
  /** Which attachment asks. */
  urn: string;
}

/** What the state holds: each end by all that may be known of it. */
export interface Connection extends Ends<string[]> {
  aliases: (string | undefined)[];
  /** What was asked of it. */
  inputs: Properties;
}

/** What one process of a run knows of the program's attachments. */
export interface Knowledge {
  readonly connections: readonly Connection[];
  readonly claims: readonly Claim[];
}

/** As processes tell it each other. */
export function told({ connections, claims }: Knowledge): Properties {
  const plain = <T extends { aliases: (string | undefined)[] }>({ aliases, ...rest }: T) => ({
    ...rest,
    aliases: aliases.filter((alias) => alias !== undefined),
  });
  return { connections: connections.map(plain), claims: claims.map(plain) };
}

/** What another process tells; one of a version that knows no such question tells nothing. */
export function knowledgeIn({ connections, claims }: Properties): Knowledge {
  return { connections: connections ?? [], claims: claims ?? [] } as unknown as Knowledge;
}

/** The fixed addresses that inputs ask for. */
export function fixedAddresses({ ipv4Address, ipv6Address }: Properties): string[] {
  return [ipv4Address, ipv6Address]
    .filter((address) => typeof address === "string" && !hasUnknown(address))
    .map(String);
}

/** In their places: what is not known yet is like nothing else. DNS does not tell upper from lower case. */
export function lowerCase(aliases: Json | undefined): (string | undefined)[] {
  if (!Array.isArray(aliases)) return [];
  return aliases.map((alias) => (hasUnknown(alias) ? undefined : String(alias).toLowerCase()));
}
