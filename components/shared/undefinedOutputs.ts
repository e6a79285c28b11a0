/** Every output of a resource by its name, to be spread before its inputs: the SDK makes outputs of the keys that it is given. */
export function undefinedOutputs<K extends string>(...outputs: K[]): Record<K, undefined> {
  return Object.fromEntries(outputs.map((output) => [output, undefined])) as Record<K, undefined>;
}
