/** What a stack may set of the policies: `pulumi preview --policy-pack policy --policy-pack-config FILE`. */
export interface Settings {
  /** Networks that outsiders reach; names, with "*" for any letters. */
  readonly untrustedNetworks: readonly string[];
  /** Networks that nobody but servers and their clients may be on; names, with "*" for any letters. */
  readonly trustedNetworks: readonly string[];
  /** Containers that may be on both kinds; names, with "*" for any letters. */
  readonly bridgingContainers: readonly string[];
  /** Stacks whose images have to be pinned, besides those that are called so; names, with "*" for any letters. */
  readonly productionStacks: readonly string[];
}

/** Whether a name is meant by one of the patterns. */
export function meant(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "i").test(name);
  });
}
