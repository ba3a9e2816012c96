import type { Criterion } from '../contract/gates/migration.ts';
import { bettingEvidence, bettingLowerBound, type ValueCounts } from '../stats/betting-bound.ts';
import { newcombePaired } from '../stats/newcombe-paired.ts';
import type { Interval } from '../stats/wilson-interval.ts';
import { knownBounds, searchedBounds, turnedBounds, type Bounds } from './bounds.ts';
import { earlierOf, type EarlierCounts } from './earlier.ts';
import { countOf, type GateEvidence, type Held, type Measure, type PromptEvidence } from './gate-evidence.ts';
import { alphaOf, unknown, type Measured, type Meter, type Tallied } from './measured.ts';

/** A baseline that leaves more of its exchanges unanswered is none to be held against. */
const MOST_UNANSWERED = 0.05;

/** What a prompt holds on each side, 0 to 1. */
export interface PairedShare {
  readonly baseline: number;
  readonly candidate: number;
  /** Of so many prompts. */
  readonly times: number;
}

/**
 * The change from baseline to candidate, prompt by prompt. What is missing speaks against the candidate on either side:
 * it went wrong where the candidate lacks it, and well where the baseline does. `all` takes a prompt as one: it holds all
 * or nothing.
 */
export function measureChange(measure: Measure, { all = false } = {}): Meter {
  return (evidence, criterion, more) => {
    const excuse = refuseBaseline(evidence);
    if (excuse !== null) return unknown(excuse);
    const earlier = earlierOf(evidence, criterion);
    return changeOf(pairsOf(evidence.prompts, measure, all), criterion, more, earlier);
  };
}

/** What a run adds to that. A baseline that none may be held against adds nothing. */
export function tallyChange(
  measure: Measure,
  { all = false } = {},
): (evidence: Pick<GateEvidence, 'prompts'>) => Tallied | null {
  return (evidence) => {
    const pairs = refuseBaseline(evidence) === null ? pairsOf(evidence.prompts, measure, all) : [];
    return pairs.length === 0 ? null : { counts: countsOf(pairs, 0), alone: null };
  };
}

/** The same for what is bad: the rise of what is not held. */
export function measureRise(measure: Measure): Meter {
  const meter = measureChange(measure);
  return (evidence, criterion, more) => {
    const fall = meter(evidence, criterion, more);
    return fall.what === 'unknown' ? fall : riseOf(fall);
  };
}

/** The same change of what is not held. Of none at all there is one spelling. */
export function riseOf<Change extends { readonly observed: number; readonly bounds: Bounds }>(
  fall: Change,
): Change {
  return { ...fall, observed: 0 - fall.observed, bounds: turnedBounds(fall.bounds, 0) };
}

const NONE: Pick<EarlierCounts, 'counts' | 'n'> = { counts: new Map(), n: 0 };

/** The mean of the differences of pairs, with its bounds. */
export function changeOf(
  pairs: readonly PairedShare[],
  criterion: Criterion,
  more: number,
  earlier = NONE,
): Measured {
  const own = countOf(pairs) + more;
  if (own === 0) return unknown('no prompt is measured by it on both sides');
  const n = own + earlier.n;
  const falls = countsOf(pairs, more, earlier.counts);
  const sum = [...falls].reduce((total, [value, times]) => total + times * (2 * value - 1), 0);
  const bounds = boundsOf(pairs, falls, criterion, more);
  return { what: 'measured', observed: sum / n, bounds, n, ofEarlier: earlier.n, against: null };
}

function pairsOf(prompts: readonly PromptEvidence[], measure: Measure, all: boolean): readonly PairedShare[] {
  const share = (part: number): number => (all ? Math.floor(part) : part);
  return prompts.flatMap(({ baseline, candidate, times }) => {
    const [ours, theirs] = [baseline.measures[measure], candidate.measures[measure]];
    if (ours.of === 0 || theirs.of === 0) return [];
    return [
      {
        baseline: share((ours.held + ours.missing) / ours.of),
        candidate: share(theirs.held / theirs.of),
        times,
      },
    ];
  });
}

/** Why a baseline cannot be held against, or null. */
function refuseBaseline({ prompts }: Pick<GateEvidence, 'prompts'>): string | null {
  const [of, without] = prompts.reduce(
    ([all, gone], { baseline: { measures }, times }) => [
      all + times * measures.answered.of,
      gone + times * goneOf(measures.answered),
    ],
    [0, 0],
  );
  if (without <= MOST_UNANSWERED * of) return null;
  return `the baseline itself gave no answer to ${without} of ${of} requests`;
}

function goneOf({ of, held }: Held): number {
  return of - held;
}

function boundsOf(
  pairs: readonly PairedShare[],
  falls: ValueCounts,
  criterion: Criterion,
  more: number,
): Bounds {
  const alpha = alphaOf(criterion);
  const isBinary = pairs.every((pair) =>
    [pair.baseline, pair.candidate].every((value) => value === 0 || value === 1),
  );
  if (criterion.look === 'once' && isBinary) {
    const count = (candidate: number, baseline: number): number =>
      countOf(pairs.filter((pair) => pair.candidate === candidate && pair.baseline === baseline));
    const counts = {
      both: count(1, 1) + more,
      first: count(1, 0),
      second: count(0, 1),
      neither: count(0, 0),
    };
    return knownBounds(newcombePaired(counts, 1 - 2 * alpha) ?? NOTHING_KNOWN);
  }
  return bettingBounds(falls, alpha);
}

/**
 * Whether a change is no fall by more than a margin, of which so many pairs fell, rose and stayed as they are, each by all
 * or nothing, beside what runs before add: what its lower bound says, without searching for the bound.
 */
export function isWithin(
  margin: number,
  { worse, better, same }: { readonly worse: number; readonly better: number; readonly same: number },
  criterion: Criterion,
  earlier: ValueCounts = new Map(),
): boolean {
  const alpha = alphaOf(criterion);
  if (criterion.look === 'once') {
    const counts = { both: same, first: better, second: worse, neither: 0 };
    return (newcombePaired(counts, 1 - 2 * alpha) ?? NOTHING_KNOWN).low >= -margin;
  }
  const values = new Map(earlier);
  const add = (value: number, times: number) => values.set(value, (values.get(value) ?? 0) + times);
  add(0, worse);
  add(0.5, same);
  add(1, better);
  return bettingEvidence(values, (1 - margin) / 2) >= 1 / alpha;
}

const NOTHING_KNOWN: Interval = { low: -1, high: 1 };

function bettingBounds(falls: ValueCounts, alpha: number): Bounds {
  const rises = new Map([...falls].map(([value, times]) => [1 - value, times] as const).toReversed());
  return searchedBounds(floorOf(falls, alpha), floorOf(rises, alpha), 0);
}

function floorOf(values: ValueCounts, alpha: number) {
  return {
    least: -1,
    value: () => 2 * bettingLowerBound(values, alpha) - 1,
    reaches: (limit: number) => limit < 1 && bettingEvidence(values, (1 + limit) / 2) >= 1 / alpha,
  };
}

/** Differences brought from -1 … 1 to 0 … 1, in ascending order: equal pairs give equal sums, whatever order they came in. */
export function countsOf(
  pairs: readonly PairedShare[],
  more: number,
  earlier: ValueCounts = new Map(),
): ValueCounts {
  const counts = new Map<number, number>(earlier);
  if (more > 0) counts.set(0.5, (counts.get(0.5) ?? 0) + more);
  for (const { baseline, candidate, times } of pairs) {
    const value = (1 + candidate - baseline) / 2;
    counts.set(value, (counts.get(value) ?? 0) + times);
  }
  return new Map([...counts].toSorted(([a], [b]) => a - b));
}
