import type { Criterion } from '../contract/gates/migration.ts';
import type { Interval } from '../stats/wilson-interval.ts';
import { quantileSequence } from '../stats/quantile-sequence.ts';
import { spreadLatencies } from './latency-buckets.ts';
import type { Position, Window } from './replay-ledger.ts';

const P95 = 0.95;
const MOST_NAMED = 3;

/** Why traffic has to go back, and the window that shows it. */
export interface Regression {
  readonly reason: string;
  readonly window: Window;
}

/** By how much the slowest twentieth may be slower, and how sure one has to be that it is. */
export type Tolerance = Pick<Criterion, 'threshold' | 'confidence'>;

/**
 * What windows that were just added show against the candidate: any incident, or a 95th centile over all windows that
 * were added at this step which is surely worse than allowed. Null where no client is served by it. When a window was
 * asked does not matter: a clock that was set hides nothing. `position` has the windows already.
 */
export function findRegression(
  position: Position,
  added: readonly Window[],
  tolerance: Tolerance,
): Regression | null {
  if (position.step.share === 0) return null;
  const hit = added.find(({ incidents }) => incidents.length > 0);
  if (hit !== undefined) return { reason: `incident: ${nameIncidents(hit)}`, window: hit };
  const last = added.at(-1);
  const slower = surelySlower(position, tolerance);
  if (last === undefined || slower === null) return null;
  const reason = `p95: the slowest twentieth takes ${times(slower)} the baseline's or more, and ${times(tolerance.threshold)} is allowed`;
  return { reason, window: last };
}

function times(ratio: number): string {
  return `${Math.floor(ratio * 100) / 100} times`;
}

function nameIncidents({ incidents }: Window): string {
  const named = incidents
    .slice(0, MOST_NAMED)
    .map(({ name, exchanges, example }) => `${name} (${exchanges} of its exchanges, such as ${example})`);
  const rest = incidents.length - named.length;
  return `${named.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}

/**
 * The least ratio of the 95th centiles that the windows added at this step leave possible, where it is more than is allowed.
 * One may look at any time, and each step has its own share of the chance to be wrong: 1 / (j (j + 1)) for the j-th.
 */
function surelySlower(position: Position, { threshold, confidence }: Tolerance): number | null {
  // Replayed bytes come when the recording says so, which is no time of today's.
  const both = position.windows.flatMap(({ seq, source, baseline, candidate }) =>
    seq < position.since.seq || baseline === null || source === 'replay'
      ? []
      : [{ baseline: baseline.latency, candidate: candidate.latency }],
  );
  const alpha = (1 - confidence) / (position.moves * (position.moves + 1));
  const bounds = (ascending: Float64Array): Interval =>
    quantileSequence(ascending, P95, { alpha: alpha / 2 });
  const theirs = bounds(spreadLatencies(both.map(({ candidate }) => candidate), 'shortest')); // prettier-ignore
  const ours = bounds(spreadLatencies(both.map(({ baseline }) => baseline), 'longest')); // prettier-ignore
  const least = ours.high === 0 || !Number.isFinite(ours.high) ? 0 : theirs.low / ours.high;
  return least > threshold ? least : null;
}
