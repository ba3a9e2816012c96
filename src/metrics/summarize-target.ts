import type { ErrorKind } from '../contract/errors/error-kind.ts';
import {
  COUNTED,
  isBalanced,
  type Counts,
  type Latency,
  type Metered,
  type SchemaMatch,
  type TargetSummary,
  type TimeToFirstToken,
} from '../contract/runs/summary.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import type { JsonHabit } from '../contract/findings/json-habits.ts';
import { compareText } from './compare-text.ts';
import type { TruncationClass } from '../contract/exchanges/truncation.ts';
import {
  countsOf,
  firstTokensOf,
  latenciesOf,
  timeAt,
  type PromptTally,
  type Times,
} from './prompt-tally.ts';
import type { FoldPlan } from './fold-plan.ts';
import { orderHabits } from './json-habits.ts';
import { judgedQualityOf } from './judged-quality-of.ts';
import { repeatsOf } from './repeats-of.ts';
import { qualityOf } from './score-of.ts';
import { triggersOf } from './tool-triggers.ts';

/** The running figures of a target that no prompt row holds. */
export interface TargetTally {
  readonly id: string;
  readonly deadlineMs: number;
  readonly errorKinds: Map<ErrorKind, number>;
  /** Of those, errors that break a contract. */
  brokenByError: number;
  retries: number;
  readonly metered: { -readonly [Key in keyof Metered]: Metered[Key] };
  incompleteStreams: number;
  readonly truncation: Record<TruncationClass, number>;
  readonly jsonHabits: Map<JsonHabit, number>;
  /** Exchanges that went out without their schema. */
  unenforced: number;
}

const NO_CLASSES: Readonly<Record<TruncationClass, number>> = {
  'guard-cut': 0,
  'stream-cut': 0,
  'broken-off': 0,
  filtered: 0,
  'input-truncated': 0,
  'provider-capped': 0,
  'output-capped': 0,
  complete: 0,
  unknown: 0,
};

export function openTargetTally({ id, deadlineMs }: FoldPlan['targets'][number]): TargetTally {
  return {
    id,
    deadlineMs,
    errorKinds: new Map(),
    brokenByError: 0,
    retries: 0,
    metered: { attempts: 0, unmetered: 0, inputTokens: 0, outputTokens: 0 },
    incompleteStreams: 0,
    truncation: { ...NO_CLASSES },
    jsonHabits: new Map(),
    unenforced: 0,
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
function schemaMatchOf(tallies: readonly PromptTally[], unenforced: number): SchemaMatch {
  let matched = 0;
  let tolerant = 0;
  let planned = 0;
  let firstTry = 0;
  const exchanges = { matched: 0, planned: 0 };
  for (const tally of tallies) {
    const wanted = tally.planned - tally.skipped;
    if (!tally.hasSchema || wanted === 0) continue;
    planned += 1;
    if (tally.matched === wanted) matched += 1;
    if (tally.matchedTolerantly === wanted) tolerant += 1;
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
    tolerant: { matched: tolerant, rate: planned === 0 ? null : tolerant / planned },
    unenforced,
  };
}

function latencyOf(times: Times, deadlineMs: number): Latency {
  return {
    p50Ms: timeAt(times, 0.5),
    p95Ms: timeAt(times, 0.95),
    p99Ms: timeAt(times, 0.99),
    ...unansweredOf(times, deadlineMs),
  };
}

function timeToFirstTokenOf(times: Times, deadlineMs: number): TimeToFirstToken {
  return { p50Ms: timeAt(times, 0.5), p95Ms: timeAt(times, 0.95), ...unansweredOf(times, deadlineMs) };
}

function unansweredOf({ ascending, expired }: Times, deadlineMs: number) {
  const unanswered = ascending.length - ascending.findLastIndex(Number.isFinite) - 1;
  const allExpired = unanswered > 0 && expired === unanswered;
  return { unanswered, of: ascending.length, deadlineMs: allExpired ? deadlineMs : null };
}

/** One target's line of the summary, from its prompts. */
export function summarizeTarget(target: TargetTally, tallies: readonly PromptTally[]): TargetSummary {
  const counts = addCounts(tallies.map(countsOf));
  return {
    id: target.id,
    counts,
    broken: counts.failed + target.brokenByError,
    schemaMatch: schemaMatchOf(tallies, target.unenforced),
    latency: latencyOf(latenciesOf(tallies), target.deadlineMs),
    timeToFirstToken: timeToFirstTokenOf(firstTokensOf(tallies), target.deadlineMs),
    errorKinds: Object.fromEntries([...target.errorKinds].sort(([a], [b]) => compareText(a, b))),
    retries: target.retries,
    metered: { ...target.metered },
    truncated: tallies.reduce((sum, tally) => sum + tally.truncated, 0),
    incompleteStreams: target.incompleteStreams,
    truncation: { ...target.truncation },
    jsonHabits: orderHabits(target.jsonHabits),
    toolTriggers: triggersOf(tallies),
    quality: qualityOf(tallies),
    judgedQuality: judgedQualityOf(tallies),
    repeats: repeatsOf(tallies),
  };
}
