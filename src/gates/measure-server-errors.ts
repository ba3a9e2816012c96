import { knownBounds } from './bounds.ts';
import { countOf } from './gate-evidence.ts';
import { alphaOf, unknown, type Meter } from './measured.ts';

/**
 * Classes of server error that the candidate showed and the baseline never did. One that two exchanges show is there; of
 * one that a single exchange shows it is not known yet. None bounds their rate: 1 - alpha^(1/n).
 */
export const measureServerErrors: Meter = ({ prompts }, criterion, more) => {
  const n = countOf(prompts) + more;
  if (n === 0) return unknown('no prompt was asked');
  const known = new Set(prompts.flatMap(({ baseline }) => baseline.serverErrors));
  const hits = new Map<string, number>();
  for (const { candidate, times } of prompts) {
    for (const shown of candidate.serverErrors) {
      if (!known.has(shown)) hits.set(shown, (hits.get(shown) ?? 0) + times);
    }
  }
  const missing = prompts.reduce(
    (sum, { candidate, times }) => sum + times * candidate.measures.answered.missing,
    0,
  );
  const observed = hits.size;
  const high = observed === 0 ? 1 - alphaOf(criterion) ** (1 / n) : 1;
  return {
    what: 'measured',
    observed,
    bounds: knownBounds({ low: observed, high }),
    n,
    against: againstPass(hits, missing),
  };
};

function againstPass(
  hits: ReadonlyMap<string, number>,
  missing: number,
): { readonly verdict: 'fail' | 'inconclusive'; readonly reason: string } | null {
  const sure = [...hits].filter(([, count]) => count > 1).map(([name]) => name);
  if (sure.length > 0) {
    return { verdict: 'fail', reason: `the baseline never gave ${sure.toSorted().join(', ')}` };
  }
  const [once] = [...hits.keys()].toSorted();
  if (once !== undefined) {
    return {
      verdict: 'inconclusive',
      reason: `one exchange gave ${once}, which the baseline never did: ask its prompt again`,
    };
  }
  return missing === 0
    ? null
    : { verdict: 'inconclusive', reason: `what ${missing} missing exchanges would have given is not known` };
}
