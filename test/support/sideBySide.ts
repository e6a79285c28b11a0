/**
 * Begins the work of a suite's tests, so many at a time, for tests that mostly wait. Each test then awaits its own part, and
 * fails by what that came to; `after` awaits all of it.
 */
export function sideBySide<T>(
  works: ReadonlyMap<string, () => Promise<T>>,
  atATime: number,
): ReadonlyMap<string, Promise<T>> {
  const free: (() => void)[] = [];
  let running = 0;
  const turn = async () => {
    if (running++ >= atATime) await new Promise<void>((resolve) => free.push(resolve));
  };
  const begun = [...works].map(([name, work]) => {
    const outcome = turn()
      .then(work)
      .finally(() => {
        running -= 1;
        free.shift()?.();
      });
    // Its test tells of a failure; until then nobody listens.
    outcome.catch(() => undefined);
    return [name, outcome] as const;
  });
  return new Map(begun);
}
