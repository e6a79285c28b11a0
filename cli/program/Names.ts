import { createHash } from "node:crypto";

/**
 * Gives resources names that depend on nothing but what they are of, so that a second run over more of them gives the
 * first ones the same names. A name that had to be changed bears a piece of its hash.
 */
export class Names {
  private readonly taken = new Map<string, string>();

  /** The name for a key, for instance `network/backend`; `wanted` is what a person would call it. */
  of(key: string, wanted: string): string {
    const plain = slug(wanted);
    const name = plain === wanted && !this.isTaken(plain, key) ? plain : `${plain}-${hash(key)}`;
    this.taken.set(name, key);
    return name;
  }

  private isTaken(name: string, key: string): boolean {
    const owner = this.taken.get(name);
    return owner !== undefined && owner !== key;
  }
}

/** Letters, digits and hyphens, beginning with a letter: what every language and `${...}` in YAML can refer to. */
export function slug(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  if (/^[A-Za-z]/.test(plain)) return plain;
  return plain ? `n-${plain}` : "unnamed";
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 6);
}
