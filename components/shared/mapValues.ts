/** A record with the same keys and other values. Keys without a value are left out. */
export function mapValues<T, R>(
  record: Readonly<Record<string, T | undefined>>,
  work: (value: T, key: string) => R,
): Record<string, R> {
  const given = Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return Object.fromEntries(given.map(([key, value]) => [key, work(value, key)]));
}
