import type { Case } from './case.ts';
import { finding, skip, type CheckResult } from './finding.ts';

const NOT_REPLAYED = skip('the answer was not replayed');
/** Said in so many words: it proves nothing of the answer. */
const UNCHANGED = skip('the request is as it was recorded');
const MOST = 20;

/** Whether what is replayed answers the request that the adapter makes today. */
export function requestUnchanged({ exchange: { replayed } }: Case): CheckResult {
  if (replayed === null) return NOT_REPLAYED;
  const { changes, run } = replayed;
  if (changes.length === 0) return UNCHANGED;
  return changes
    .slice(0, MOST)
    .map(({ pointer, recorded, sent }) =>
      finding(
        'request/changed',
        pointer,
        `the request changed since run ${run} recorded its answer`,
        recorded,
        sent,
      ),
    );
}
