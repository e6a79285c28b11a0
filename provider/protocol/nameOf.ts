/** The name in the program of the resource with this URN. */
export function nameOf(urn: string): string {
  return urn.split("::").pop() ?? urn;
}
