/** One after another; what each came to, in order. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  return eightAtATime(items, work, 1);
}

/** At most so many at a time; what each came to, in order. */
export async function eightAtATime<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  atATime = 8,
): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) done[at] = await work(items[at], at);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return done;
}
