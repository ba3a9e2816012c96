import { normalCdf } from './normal-cdf.ts';

/** Steps of the grid between two bounds: an even number, for Simpson's rule. */
const STEPS = 400;

/**
 * The chance that a z statistic of equal sides, looked at after each of equally many new samples, ever reaches its bound
 * in either direction: `bounds` are those of the looks, in order. P. Armitage, C. K. McPherson and B. C. Rowe, JRSS A 132
 * (1969) 235-244: the density of the sum on the grid of what was not stopped, carried from look to look.
 */
export function crossingChance(bounds: readonly number[]): number {
  let stopped = 0;
  let carried: readonly { readonly at: number; readonly mass: number }[] = [{ at: 0, mass: 1 }];
  for (const [index, bound] of bounds.entries()) {
    const limit = bound * Math.sqrt(index + 1);
    for (const { at, mass } of carried) {
      stopped += mass * (normalCdf(-limit - at) + normalCdf(at - limit));
    }
    if (index < bounds.length - 1) carried = nextGrid(carried, limit);
  }
  return stopped;
}

function nextGrid(
  carried: readonly { readonly at: number; readonly mass: number }[],
  limit: number,
): readonly { readonly at: number; readonly mass: number }[] {
  const width = (2 * limit) / STEPS;
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const at = -limit + step * width;
    const density = carried.reduce(
      (sum, from) => sum + (from.mass * Math.exp(-((at - from.at) ** 2) / 2)) / Math.sqrt(2 * Math.PI),
      0,
    );
    const simpson = step === 0 || step === STEPS ? 1 : step % 2 === 0 ? 2 : 4;
    return { at, mass: (density * simpson * width) / 3 };
  });
}
