/** As many batches as their variance is worth believing of; there are never twice as many. */
export const LEAST_BATCHES = 20;

export interface Batches {
  /** Requests of a batch. */
  readonly size: number;
  /** Means of the values of each. */
  readonly means: readonly number[];
  /** How much of a batch's mean stays in the next: their correlation, null where there are too few or all are equal. */
  readonly lagOne: number | null;
}

/**
 * Values that depend on those just before them, in batches of equal size: long ones hardly depend on each other. The size
 * doubles as values come. Law and Carson, Operations Research 27 (1979) 1011-1025.
 */
export function batchMeans(values: readonly number[]): Batches {
  let size = 1;
  while (values.length >= size * LEAST_BATCHES * 2) size *= 2;
  const batches = Math.floor(values.length / size);
  const means = Array.from({ length: batches }, (_, at) => meanOf(values.slice(at * size, (at + 1) * size)));
  return { size, means, lagOne: means.length < LEAST_BATCHES ? null : lagOneOf(means) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

function lagOneOf(means: readonly number[]): number | null {
  const mean = meanOf(means);
  const spread = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (!(spread > 0)) return null;
  const shared = means
    .slice(1)
    .reduce((sum, value, at) => sum + (value - mean) * ((means[at] ?? mean) - mean), 0);
  return shared / spread;
}
