/** Names come from strangers: control characters are not XML, and marks of direction would have a text read as another. */
export function visible(content: string): string {
  return content.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "�");
}

/** The same, and nothing of it is markup. */
export function escaped(content: string): string {
  return visible(content.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`));
}
