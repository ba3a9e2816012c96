import { RATE_BOUNDS } from '../contract/load/load-bounds.ts';

/**
 * What came of one rate. Of two the certificate does not hold, so that they say nothing of the target: `refused` is one at
 * which this process was late, `dropped` one at which it may have no more in flight.
 */
export interface TriedRate {
  readonly perSecond: number;
  readonly verdict: 'above' | 'below' | 'open' | 'refused' | 'dropped';
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
      ? { reason: whyNoLower(from, lowestOpen === null ? verdictAt(tried, from) : 'open') }
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

/** Why the search ends below, and what would let it go on. */
function whyNoLower(perSecond: number, verdict: TriedRate['verdict']): string {
  const rate = `${Number(perSecond.toPrecision(3))} a second`;
  const short = 'and a stage is too short for fewer';
  const longer = 'make stages longer (--seconds)';
  if (verdict === 'refused') {
    return `this process, and not the target, is measured at ${rate} already, ${short}: take a quieter machine, or ${longer}`;
  }
  if (verdict === 'dropped') {
    return `at ${rate} as many are in flight already as may be, ${short}: ${longer}`;
  }
  if (verdict === 'open') return `${rate} could not be decided, ${short}: ${longer}`;
  return `${rate} is too much, ${short}: ${longer}`;
}

function verdictAt(tried: readonly TriedRate[], rate: number): TriedRate['verdict'] {
  return tried.find(({ perSecond }) => perSecond === rate)?.verdict ?? 'open';
}

/** The least rate that is too much, be it for the target or for us. */
function topOf(tried: readonly TriedRate[]): number | null {
  const rates = (['below', 'refused', 'dropped'] as const).flatMap((verdict) => ratesOf(tried, verdict));
  return rates.length === 0 ? null : Math.min(...rates);
}

function ratesOf(tried: readonly TriedRate[], wanted: TriedRate['verdict']): readonly number[] {
  return tried.filter(({ verdict }) => verdict === wanted).map(({ perSecond }) => perSecond);
}
