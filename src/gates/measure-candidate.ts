import { costPerSuccess } from '../stats/cost-per-success.ts';
import { knownBounds } from './bounds.ts';
import type { CandidateEvidence, FoundFigure } from './gate-evidence.ts';
import { alphaOf, unknown, type Meter } from './measured.ts';

const NOT_LOOKED_AT = 'it was not looked for what is known of the candidate';

/** What a file of `bench` or `probe` says. Its lower end is what was shown: nothing is no figure. */
function measureFound(of: (candidate: CandidateEvidence, id: string) => FoundFigure | undefined): Meter {
  return ({ candidate }, { id }) => {
    const found = candidate === null ? undefined : of(candidate, id);
    if (found === undefined) return unknown(NOT_LOOKED_AT);
    if (found.what === 'unknown') return unknown(found.reason);
    const { low, high, note } = found;
    if (low === null && high === null) return unknown(`neither end of it was found; ${note}`);
    const bounds = knownBounds({ low: low ?? 0, high: high ?? Number.POSITIVE_INFINITY });
    return { what: 'measured', observed: low ?? 0, bounds, n: 1, against: null, note };
  };
}

export const measureCapacity: Meter = measureFound(({ capacities }, id) => capacities[id]);
export const measureUsableContext: Meter = measureFound(({ usableContext }) => usableContext);

/** What an accepted answer of the candidate costs, at most. Its bounds are those of one look. */
export const measureCostPerAccepted: Meter = ({ candidate }, criterion) => {
  if (candidate === null) return unknown(NOT_LOOKED_AT);
  if (candidate.costs === null) return unknown('no price of the candidate held when it was asked: `prices`');
  if (criterion.decide === 'lower-bound' && criterion.look === 'always') {
    return unknown('its bounds hold for one look: write look: once');
  }
  const { currency, prompts } = candidate.costs;
  const { suites } = criterion;
  const counted = prompts.filter(({ suite }) => suites === null || suites.includes(suite));
  const n = counted.length;
  const accepted = counted.reduce((sum, { successes }) => sum + successes, 0);
  if (accepted === 0) return unknown('none of its answers met its contract', n);
  if (counted.some(({ most }) => most === null)) {
    return unknown('of some of its attempts nobody counted the tokens, or no price held', n);
  }
  const observed = counted.reduce((sum, { most }) => sum + (most ?? 0), 0) / accepted;
  const bounds = costPerSuccess(counted, alphaOf(criterion)) ?? { low: 0, high: Number.POSITIVE_INFINITY };
  return {
    what: 'measured',
    observed,
    bounds: knownBounds(bounds),
    n,
    against: null,
    note: `in ${currency}`,
  };
};
