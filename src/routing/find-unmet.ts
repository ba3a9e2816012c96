import { MEASURES, type RoutePolicy } from '../contract/routing/route.ts';

type Measure = (typeof MEASURES)[number];

/** Measures that are counts. */
const COUNTS: ReadonlySet<Measure> = new Set([
  'inputTokens',
  'textCharacters',
  'structuredCharacters',
  'imageCount',
]);

/** A condition that nothing meets: its rule would never decide, and nobody would see that it does not. */
export interface Unmet {
  /** Where its rule stands among the rules. */
  readonly at: number;
  readonly measure: Measure;
}

/** Bounds between which no request can lie, for no measure is below 0 and no confidence above 1. */
export function findUnmet({ rules }: RoutePolicy): readonly Unmet[] {
  return rules.flatMap(({ when }, at) =>
    MEASURES.filter((measure) => {
      const range = when[measure];
      return range !== undefined && isEmpty(measure, range);
    }).map((measure) => ({ at, measure })),
  );
}

function isEmpty(
  measure: Measure,
  { above = -Infinity, below = Infinity }: { readonly above?: number; readonly below?: number },
): boolean {
  if (below <= 0 || (measure === 'confidence' && above >= 1)) return true;
  return COUNTS.has(measure) && Math.max(0, Math.floor(above) + 1) >= below;
}
