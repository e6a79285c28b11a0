/** What a row of samples comes to. */
export interface Summary {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly count: number;
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  const lower = sorted.length % 2 ? upper : sorted[half - 1];
  if (upper === undefined || lower === undefined) throw new Error("there is no median of nothing");
  return (lower + upper) / 2;
}

export function summarize(samples: readonly number[]): Summary {
  const middle = median(samples);
  return { min: Math.min(...samples), median: middle, max: Math.max(...samples), count: samples.length };
}

/** The ratio of two medians. */
export function ratio(samples: readonly number[], base: readonly number[]): number {
  return median(samples) / median(base);
}
