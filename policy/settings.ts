/** What a stack may set of the policies: `pulumi preview --policy-pack policy --policy-pack-config FILE`. */
export interface Settings {
  /** Networks that outsiders reach. */
  readonly untrustedNetworks: readonly string[];
  /** Networks that nobody but servers and their clients may be on. */
  readonly trustedNetworks: readonly string[];
  /** Containers that may be on both kinds. */
  readonly bridgingContainers: readonly string[];
  /** Stacks whose images have to be pinned, besides those that are called so. */
  readonly productionStacks: readonly string[];
  /** Images that production stacks may run by their tag. */
  readonly allowedTags: readonly string[];
  /** Redis containers whose password is in a file that the program does not write. */
  readonly configuredElsewhere: readonly string[];
  /** Paths of the Engine's machine that containers may mount although they are the system's. */
  readonly allowedHostPaths: readonly string[];
}

/** A policy's settings with the defaults filled in. */
export function settingsOf(given: Partial<Settings>): Settings {
  return {
    untrustedNetworks: [],
    trustedNetworks: [],
    bridgingContainers: [],
    productionStacks: [],
    allowedTags: [],
    configuredElsewhere: [],
    allowedHostPaths: [],
    ...given,
  };
}

/** Whether a name fits one of the patterns, in which "*" stands for any letters. */
export function isNamed(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "i").test(name);
  });
}
