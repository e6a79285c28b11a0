/** Something that took place during a run, in seconds from its beginning. */
export interface Span {
  readonly label: string;
  readonly kind: "process" | "network" | "image" | "container" | "attachment" | "other";
  readonly from: number;
  readonly until: number;
}
