import { caseText } from '../contract/exchanges/case-id.ts';
import type { Counts, FirstExample, PromptRow } from '../contract/runs/summary.ts';
import type { Exchange } from '../contract/exchanges/exchange.ts';
import type { JsonValue } from '../contract/json-value.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { ExchangeRecord } from '../contract/exchanges/record.ts';
import { citeFinding } from '../contract/exchanges/verdict.ts';
import { quantile } from '../stats/quantile.ts';
import { findingsOf } from './findings-of.ts';
import type { FoldPlan } from './fold-plan.ts';
import { hasFinding } from './has-finding.ts';
import { matchesTolerantly } from './json-habits.ts';
import { cameWhole, latencyMs, readTiming } from './read-timing.ts';
import { NO_TRIGGERS, tallyTrigger, type TriggerTally } from './tool-triggers.ts';

interface Cited {
  readonly text: string;
  readonly example: FirstExample;
}

/** The running figures of one prompt on one target. Of an exchange its latency is kept and its time to first token. */
export interface PromptTally extends Omit<
  FoldPlan['prompts'][number],
  'plannedExchanges' | 'plannedStreams'
> {
  readonly triggers: TriggerTally;
  planned: number;
  plannedStreams: number;
  /** Recorded exchanges that asked for a stream, skipped and downgraded ones among them. */
  streams: number;
  /** Exchanges that were made, by the mode that was asked for. */
  readonly asked: Record<Mode, number>;
  passed: number;
  passedStreams: number;
  failed: number;
  errored: number;
  skipped: number;
  unproven: number;
  /** Exchanges that passed by repetition, where there are several. */
  readonly passedByRepetition: Map<number, number>;
  matched: number;
  matchedFirstTry: number;
  matchedTolerantly: number;
  /** The shares that answers hold of what they are scored by, summed. */
  scores: number;
  /** Answers that a judge calls good, those it labels at all, and those it was asked about in vain. */
  good: number;
  judged: number;
  unjudged: number;
  retried: number;
  truncated: number;
  /** Of the smallest exchange id that failed, and of the smallest that errored. */
  firstFailure: Cited | null;
  firstError: Cited | null;
  readonly latenciesMs: number[];
  readonly firstTokensMs: number[];
  /** Exchanges, and streams of them, that gave no time because the deadline ended them. */
  expired: number;
  expiredStreams: number;
}

export function createTally(row: FoldPlan['prompts'][number]): PromptTally {
  const { plannedExchanges: _exchanges, plannedStreams: _streams, ...prompt } = row;
  return {
    ...prompt,
    triggers: { ...NO_TRIGGERS },
    planned: 0,
    plannedStreams: 0,
    streams: 0,
    asked: { send: 0, stream: 0 },
    passed: 0,
    passedStreams: 0,
    failed: 0,
    errored: 0,
    skipped: 0,
    unproven: 0,
    passedByRepetition: new Map(),
    matched: 0,
    matchedFirstTry: 0,
    matchedTolerantly: 0,
    scores: 0,
    good: 0,
    judged: 0,
    unjudged: 0,
    retried: 0,
    truncated: 0,
    firstFailure: null,
    firstError: null,
    latenciesMs: [],
    firstTokensMs: [],
    expired: 0,
    expiredStreams: 0,
  };
}

function citeEarlier(known: Cited | null, record: ExchangeRecord): Cited | null {
  const exchange = caseText(record.case);
  if (known !== null && known.example.exchange <= exchange) return known;
  const [first] = findingsOf(record);
  if (first === undefined) {
    const { reason, state } = record;
    return { text: reason ?? state, example: { exchange, code: state, expected: null, observed: null } };
  }
  const { code, expected, observed } = first;
  const hasSides = expected !== null || observed !== null;
  const [wanted, seen] = hasSides ? [spellSide(expected), spellSide(observed)] : [null, null];
  return { text: citeFinding(first), example: { exchange, code, expected: wanted, observed: seen } };
}

/** Each row keeps two: a model may write megabytes. */
const LONGEST_SIDE = 400;

function spellSide(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_SIDE ? text : `${text.slice(0, LONGEST_SIDE)}…`;
}

/** Adds one record. One without a whole answer counts as longer than any, a skipped one took no time at all. */
export function tallyRecord(tally: PromptTally, record: ExchangeRecord): void {
  tally[record.state] += 1;
  if (record.state === 'passed' && tally.repeat > 1) {
    const { repetition } = record.case;
    tally.passedByRepetition.set(repetition, (tally.passedByRepetition.get(repetition) ?? 0) + 1);
  }
  if (record.case.mode === 'stream') {
    tally.streams += 1;
    if (record.state === 'passed') tally.passedStreams += 1;
  }
  if (record.exchange !== null) tally.asked[record.case.mode] += 1;
  if (record.state === 'skipped') return;
  if (record.state === 'failed') tally.firstFailure = citeEarlier(tally.firstFailure, record);
  if (record.state === 'errored') tally.firstError = citeEarlier(tally.firstError, record);
  const { exchange, verdicts, score, opinion } = record;
  if (opinion !== null) {
    tally[opinion.label === null ? 'unjudged' : 'judged'] += 1;
    if (opinion.label === 'good') tally.good += 1;
  }
  if (score !== null) tally.scores += score.held / score.of;
  const whole = cameWhole(record) ? record.exchange : null;
  const took = whole === null ? null : latencyMs(whole);
  tally.latenciesMs.push(took ?? NO_TIME);
  const expired = took === null && isExpired(exchange);
  if (expired) tally.expired += 1;
  tallyTrigger(tally.triggers, record);
  if (exchange?.servedAs === 'stream') {
    tally.firstTokensMs.push((whole === null ? null : readTiming(whole)?.firstOutputMs) ?? NO_TIME);
    if (expired) tally.expiredStreams += 1;
  }
  const retried = exchange !== null && exchange.attempts.length > 1;
  if (retried) tally.retried += 1;
  if (hasFinding(verdicts, 'truncation/unexpected') || hasFinding(verdicts, 'truncation/silent')) {
    tally.truncated += 1;
  }
  if (tally.hasSchema && matchesTolerantly(verdicts)) tally.matchedTolerantly += 1;
  const schema = verdicts.find((verdict) => verdict.check === 'output-schema');
  if (!tally.hasSchema || schema?.status !== 'pass') return;
  tally.matched += 1;
  if (!retried) tally.matchedFirstTry += 1;
}

/** Longer than any. */
const NO_TIME = Number.POSITIVE_INFINITY;

function isExpired(exchange: Exchange | null): boolean {
  return exchange?.outcome.type === 'error' && exchange.outcome.error.guard === 'exchange-deadline';
}

/** Throws when more was recorded than planned: a report with a wrong denominator is worse than none. */
export function countsOf(tally: PromptTally): Counts {
  const { planned, passed, failed, errored, skipped, unproven } = tally;
  const missing = planned - passed - failed - errored - skipped - unproven;
  if (missing < 0) {
    throw new Error(
      `accounting broken: ${tally.target}/${tally.promptId} has ${-missing} exchanges more than planned`,
    );
  }
  return { planned, passed, failed, errored, skipped, unproven, missing };
}

/** Times, ascending, with infinity for each that was not to be measured; and how many of those the deadline ended. */
export interface Times {
  readonly ascending: Float64Array;
  readonly expired: number;
}

/** The latencies, of the missing exchanges too. */
export function latenciesOf(tallies: readonly PromptTally[]): Times {
  const values = tallies.flatMap((tally) => [
    ...tally.latenciesMs,
    ...Array.from({ length: countsOf(tally).missing }, () => NO_TIME),
  ]);
  const expired = tallies.reduce((sum, tally) => sum + tally.expired, 0);
  return { ascending: Float64Array.from(values).sort(), expired };
}

/** The times to first token, of the missing streams too. */
export function firstTokensOf(tallies: readonly PromptTally[]): Times {
  const values = tallies.flatMap((tally) => [
    ...tally.firstTokensMs,
    ...Array.from({ length: Math.max(tally.plannedStreams - tally.streams, 0) }, () => NO_TIME),
  ]);
  const expired = tallies.reduce((sum, tally) => sum + tally.expiredStreams, 0);
  return { ascending: Float64Array.from(values).sort(), expired };
}

/** A quantile; null where it falls among what was not to be measured, or there is nothing. */
export function timeAt({ ascending }: Times, p: number): number | null {
  const value = quantile(ascending, p);
  return value === null || !Number.isFinite(value) ? null : value;
}

/** The finished row; its `latencyMs` is the median. */
export function rowOf(tally: PromptTally): PromptRow {
  const { target, promptId, hasSchema, matched, retried, truncated, firstFailure, firstError } = tally;
  const { planned, failed, errored, skipped, unproven, missing } = countsOf(tally);
  const first = firstFailure ?? firstError;
  return {
    target,
    promptId,
    hasSchema,
    planned,
    matched,
    failed,
    errored,
    skipped,
    unproven,
    missing,
    retried,
    truncated,
    latencyMs: timeAt(latenciesOf([tally]), 0.5),
    firstFinding: first?.text ?? null,
    example: first?.example ?? null,
  };
}
