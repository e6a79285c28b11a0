import type { Known } from "./values";

/** A port of a container that the host opens. */
export interface Port {
  readonly internal: number | undefined;
  /** The host's address; "" for all of them. */
  readonly ip: Known<string>;
}

/** An image by the name that it was asked for by. */
export interface Image {
  readonly name: string;
  /** True when this program builds it. */
  readonly built: boolean;
}

/** A container as the rules see it: of `@pulumi/docker`, of a Probe, or one that the program only attaches. */
export interface Container {
  readonly urn: string;
  /** Begins the sentences about it: `container "redis"`. */
  readonly subject: string;
  readonly name: string;
  readonly images: readonly Image[];
  readonly isRedis: boolean;
  /** Entrypoint and command, with the words of a shell's script apart. */
  readonly command: Known<readonly string[]>;
  readonly environment: Readonly<Record<string, string>>;
  /** Names of all its networks: "bridge" is the default bridge, "host" the network of the Engine's machine. */
  readonly networks: readonly string[];
  /** The container of another program whose networks it has. */
  readonly foreignNetworks: string | undefined;
  readonly ports: readonly Port[];
  readonly publishesAllPorts: boolean;
  /** Paths of the Engine's machine that it mounts. */
  readonly hostPaths: readonly string[];
  /** Texts of the files that the program puts into it, by their path in it. */
  readonly files: ReadonlyMap<string, Known<string>>;
  /** False when nothing but this one resource is known. */
  readonly wholeStack: boolean;
}
