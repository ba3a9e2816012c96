import type { ErrorKind } from '../contract/error-kind.ts';
import {
  COUNTED,
  isBalanced,
  type Counts,
  type Latency,
  type SchemaMatch,
  type TargetSummary,
  type TimeToFirstToken,
} from '../contract/summary.ts';
import { quantile } from '../stats/quantile.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import { compareText } from './compare-text.ts';
import type { TruncationClass } from '../contract/truncation.ts';
import { countsOf, firstTokensOf, latenciesOf, type PromptTally } from './prompt-tally.ts';
import { triggersOf } from './tool-triggers.ts';

/** The running figures of a target that no prompt row holds. */
export interface TargetTally {
  readonly id: string;
  readonly errorKinds: Map<ErrorKind, number>;
  /** Of those, errors that break a contract. */
  brokenByError: number;
  retries: number;
  incompleteStreams: number;
  readonly truncation: Record<TruncationClass, number>;
}

const NO_CLASSES: Readonly<Record<TruncationClass, number>> = {
  'guard-cut': 0,
  'stream-cut': 0,
  filtered: 0,
  'input-truncated': 0,
  'provider-capped': 0,
  'output-capped': 0,
  complete: 0,
  unknown: 0,
};

export function openTargetTally(id: string): TargetTally {
  return {
    id,
    errorKinds: new Map(),
    brokenByError: 0,
    retries: 0,
    incompleteStreams: 0,
    truncation: { ...NO_CLASSES },
  };
}

/** Sums counts and checks that nothing planned went unaccounted for (design, law 6). */
export function addCounts(all: readonly Counts[]): Counts {
  const total = { planned: 0, passed: 0, failed: 0, errored: 0, skipped: 0, unproven: 0, missing: 0 };
  for (const counts of all) {
    total.planned += counts.planned;
    for (const state of COUNTED) total[state] += counts[state];
  }
  if (!isBalanced(total)) throw new Error(`accounting broken: ${JSON.stringify(total)}`);
  return total;
}

/** The unit is the prompt: it matches when every exchange that was planned and not skipped does. */
function schemaMatchOf(tallies: readonly PromptTally[]): SchemaMatch {
  let matched = 0;
  let planned = 0;
  let firstTry = 0;
  const exchanges = { matched: 0, planned: 0 };
  for (const tally of tallies) {
    const wanted = tally.planned - tally.skipped;
    if (!tally.hasSchema || wanted === 0) continue;
    planned += 1;
    if (tally.matched === wanted) matched += 1;
    if (tally.matchedFirstTry === wanted) firstTry += 1;
    exchanges.matched += tally.matched;
    exchanges.planned += wanted;
  }
  const interval = wilsonInterval(matched, planned);
  return {
    matched,
    planned,
    rate: planned === 0 ? null : matched / planned,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    firstTry: planned === 0 ? null : firstTry / planned,
    exchanges,
  };
}

function latencyOf(tallies: readonly PromptTally[]): Latency {
  const ascending = latenciesOf(tallies);
  return {
    p50Ms: quantile(ascending, 0.5),
    p95Ms: quantile(ascending, 0.95),
    p99Ms: quantile(ascending, 0.99),
  };
}

function timeToFirstTokenOf(tallies: readonly PromptTally[]): TimeToFirstToken {
  const ascending = firstTokensOf(tallies);
  return { p50Ms: quantile(ascending, 0.5), p95Ms: quantile(ascending, 0.95) };
}

/** One target's line of the summary, from its prompts. */
export function summarizeTarget(target: TargetTally, tallies: readonly PromptTally[]): TargetSummary {
  const counts = addCounts(tallies.map(countsOf));
  return {
    id: target.id,
    counts,
    broken: counts.failed + target.brokenByError,
    schemaMatch: schemaMatchOf(tallies),
    latency: latencyOf(tallies),
    timeToFirstToken: timeToFirstTokenOf(tallies),
    errorKinds: Object.fromEntries([...target.errorKinds].sort(([a], [b]) => compareText(a, b))),
    retries: target.retries,
    truncated: tallies.reduce((sum, tally) => sum + tally.truncated, 0),
    incompleteStreams: target.incompleteStreams,
    truncation: { ...target.truncation },
    toolTriggers: triggersOf(tallies),
  };
}
