import { RATE_BOUNDS } from '../contract/load-bounds.ts';

/** What came of one rate. `refused` is a stage whose certificate does not hold: it says nothing of the target. */
export interface TriedRate {
  readonly perSecond: number;
  readonly verdict: 'above' | 'below' | 'open' | 'refused';
}

export const MOST_STAGES = 12;
/** A stage of fewer requests decides nothing. */
export const LEAST_REQUESTS = 200;
/** Ends that are no further apart than this are one figure. */
const TOLERANCE = 0.05;
/** Ends are looked for in steps of this, and halved in between. */
const STRIDE = 4;

/** The largest rate that is shown to be carried, and the smallest that is shown not to be; null where none is. */
export function endsOf(tried: readonly TriedRate[]): {
  readonly low: number | null;
  readonly high: number | null;
} {
  const top = topOf(tried);
  const isShown = tried.some(({ perSecond, verdict }) => perSecond === top && verdict === 'below');
  const carried = ratesOf(tried, 'above').filter((rate) => top === null || rate < top);
  return { low: carried.length === 0 ? null : Math.max(...carried), high: isShown ? top : null };
}

/**
 * The next rate to try, in requests a second, or why the search is over. At less than `leastPerSecond` a stage would have too
 * few. Rates that could not be decided stay between the
 * ends, which are narrowed from both sides.
 */
export function nextRate(
  tried: readonly TriedRate[],
  firstPerSecond: number,
  leastPerSecond: number,
): { readonly next: number } | { readonly reason: string } {
  if (tried.length === 0) return { next: firstPerSecond };
  if (tried.length >= MOST_STAGES) return { reason: `${MOST_STAGES} rates were tried` };
  const { low, high } = endsOf(tried);
  const top = topOf(tried);
  const open = ratesOf(tried, 'open')
    .filter((rate) => rate > (low ?? 0) && (top === null || rate < top))
    .toSorted((a, b) => a - b);
  const [lowestOpen = null, highestOpen = null] = [open[0], open.at(-1)];
  const edge = lowestOpen ?? top;
  if (low === null) {
    const from = edge ?? firstPerSecond;
    return from <= leastPerSecond
      ? { reason: 'a stage is too short for fewer requests a second' }
      : { next: Math.max(leastPerSecond, from / STRIDE) };
  }
  if (edge !== null && edge / low > 1 + TOLERANCE) return { next: Math.sqrt(low * edge) };
  const highest = highestOpen ?? low;
  if (top === null) {
    return highest >= RATE_BOUNDS.most
      ? { reason: `nobody here sends more than ${RATE_BOUNDS.most} a second` }
      : { next: Math.min(RATE_BOUNDS.most, highest * STRIDE) };
  }
  if (top / highest > 1 + TOLERANCE) return { next: Math.sqrt(highest * top) };
  return {
    reason:
      high === null ? 'beyond it this process is measured, and not the target' : 'the ends are close enough',
  };
}

/** The least rate that is too much, be it for the target or for us. */
function topOf(tried: readonly TriedRate[]): number | null {
  const rates = [...ratesOf(tried, 'below'), ...ratesOf(tried, 'refused')];
  return rates.length === 0 ? null : Math.min(...rates);
}

function ratesOf(tried: readonly TriedRate[], wanted: TriedRate['verdict']): readonly number[] {
  return tried.filter(({ verdict }) => verdict === wanted).map(({ perSecond }) => perSecond);
}
