/** Whether a peer takes part: `BENCH_WITHOUT=OpenTofu` leaves out one that takes minutes to build. */
export function takesPart({ name }: { readonly name: string }): boolean {
  return !(process.env.BENCH_WITHOUT ?? "").split(",").includes(name);
}

/** The sizes that are wanted: `BENCH_AT_MOST=400` leaves out those that take long. */
export function wantedSizes<T extends readonly [...number[]]>(sizes: readonly T[], count: (size: T) => number): T[] {
  const most = Number(process.env.BENCH_AT_MOST ?? Infinity);
  return sizes.filter((size) => count(size) <= most);
}
