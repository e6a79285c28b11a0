/** Lets work on the same thing happen one after another, whether or not the work before succeeded. */
export class KeyedMutex {
  private readonly last = new Map<string, Promise<unknown>>();

  /** `first` tells whether nothing has worked on the thing yet; otherwise what was read before the wait may be out of date. */
  runExclusive<T>(key: string, work: (first: boolean) => Promise<T>): Promise<T> {
    const before = this.last.get(key);
    const run = Promise.resolve(before)
      .catch(() => undefined)
      .then(() => work(before === undefined));
    this.last.set(key, run);
    return run;
  }
}
