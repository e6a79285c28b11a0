/** How long the work took, in seconds. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** The same in milliseconds. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  return (await seconds(work)) * 1000;
}
