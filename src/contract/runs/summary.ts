import type { CarriageCounts } from '../wires/carriage.ts';
import type { ErrorKind } from '../errors/error-kind.ts';
import type { JsonValue } from '../json-value.ts';
import type { JsonHabit } from '../findings/json-habits.ts';
import { RECORDED_STATES } from '../exchanges/record.ts';
import type { TruncationClass } from '../exchanges/truncation.ts';

/** What may have become of what was planned, in the order in which it is listed. */
export const COUNTED = [...RECORDED_STATES, 'missing'] as const;

/** planned = passed + failed + errored + skipped + unproven + missing, always (design, law 6). */
export type Counts = Readonly<Record<'planned' | (typeof COUNTED)[number], number>>;

/** Whoever writes counts, and whoever reads them, asks this first. */
export function isBalanced(counts: Counts): boolean {
  return counts.planned === COUNTED.reduce((sum, state) => sum + counts[state], 0);
}

/** The unit is the prompt on a target; `low` and `high` are Wilson at 95% on `planned`. Null where planned is 0. */
export interface SchemaMatch {
  readonly matched: number;
  readonly planned: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly firstTry: number | null;
  readonly exchanges: { readonly matched: number; readonly planned: number };
  /** Prompts that match for a client that makes up for fences, prose and loose spelling as well. */
  readonly tolerant: { readonly matched: number; readonly rate: number | null };
  /** Exchanges that went out without the schema, for the server enforces none: what matches is the model's doing. */
  readonly unenforced: number;
}

/** What had no time to measure counts as longer than any: a quantile that falls among it is null. */
interface Unanswered {
  /** How many gave none, and of how many. */
  readonly unanswered: number;
  readonly of: number;
  /** The deadline, if it ended each one that gave none; else null. */
  readonly deadlineMs: number | null;
}

/** Type-7 quantiles over planned exchanges less skipped. */
export interface Latency extends Unanswered {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

/**
 * Whether a tool was called where the golden calls one, by exchange; a call that no client could make, for its name or
 * its arguments, is none where the golden calls one. `unseen` are planned exchanges without a response; they stand in no
 * rate. Rates are null where their denominator is 0.
 */
export interface ToolTriggers {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  readonly unseen: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Single calls, and those of them whose name is declared and whose arguments satisfy its schema. */
  readonly calls: number;
  readonly validCalls: number;
}

/** Over streams as planned, less skipped and downgraded. */
export interface TimeToFirstToken extends Unanswered {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/**
 * The weighted share of their comparators and facts that answers hold, 0 to 1: the mean over prompts that are compared by
 * any, `low` and `high` at 95%. No model had a say in it.
 */
export interface Quality {
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What it is made of. */
  readonly prompts: number;
  readonly comparators: number;
  readonly facts: number;
}

/**
 * The share of answers that a judge model calls good: the mean over prompts, `low` and `high` at 95%. It stands apart from
 * the quality, and decides nothing.
 */
export interface JudgedQuality {
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of which there is an opinion. */
  readonly prompts: number;
  readonly good: number;
  readonly judged: number;
  /** Answers that it was asked about, and gave no label. */
  readonly unjudged: number;
}

/**
 * How alike a target answers when it is asked again. The unit is the prompt; an asking is one repetition in all its modes,
 * and passes where each of them does.
 */
export interface Repeats {
  /** Askings of each prompt. */
  readonly repetitions: number;
  readonly prompts: number;
  /** The chance that all of k askings pass, pass^k, for k from 1; `low` and `high` are Wilson at 95% for the greatest k. */
  readonly allPass: readonly number[];
  /** The chance that any of k does, pass@k. */
  readonly anyPasses: readonly number[];
  readonly low: number;
  readonly high: number;
  /** Of passes, 0 or 1: among askings of one prompt, and among prompts beyond that; null for a single prompt. */
  readonly variance: { readonly within: number; readonly between: number } | null;
  /** Prompts that passed in some askings and not in all, those that passed least first. */
  readonly flaky: readonly { readonly promptId: string; readonly passed: number; readonly of: number }[];
}

/** What providers counted of all attempts. An attempt that ended with an error is counted where its answer had come so far. */
export interface Metered {
  readonly attempts: number;
  /** Of which the tokens are not known. */
  readonly unmetered: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface TargetSummary {
  readonly id: string;
  readonly counts: Counts;
  /** Exchanges that failed, or ended with an error that answers the question: contracts broken. */
  readonly broken: number;
  readonly schemaMatch: SchemaMatch;
  readonly latency: Latency;
  readonly timeToFirstToken: TimeToFirstToken;
  readonly errorKinds: Readonly<Partial<Record<ErrorKind, number>>>;
  readonly retries: number;
  /** Null in a run that did not keep it. */
  readonly metered: Metered | null;
  readonly truncated: number;
  readonly incompleteStreams: number;
  /** Recorded exchanges by their class. */
  readonly truncation: Readonly<Record<TruncationClass, number>>;
  /** Exchanges by what they do to JSON; what none does is left out. */
  readonly jsonHabits: Readonly<Partial<Record<JsonHabit, number>>>;
  readonly toolTriggers: ToolTriggers;
  readonly quality: Quality;
  /** Null where no judge was asked. */
  readonly judgedQuality: JudgedQuality | null;
  /** Null where each prompt was asked once. */
  readonly repeats: Repeats | null;
}

/** Equal findings shown once. */
export interface FindingGroup {
  readonly code: string;
  readonly pointer: string;
  /** Exchanges. */
  readonly count: number;
  readonly prompts: number;
  readonly targets: readonly string[];
  /** Of the example, as are the two values. */
  readonly message: string;
  readonly expected: JsonValue;
  readonly observed: JsonValue;
  readonly example: string;
}

/** The exchange of which a row's `firstFinding` speaks, and both sides of it as JSON, cut where they are long. */
export interface FirstExample {
  readonly exchange: string;
  readonly code: string;
  /** Null where the finding has no sides. */
  readonly expected: string | null;
  readonly observed: string | null;
}

/** One prompt on one target, for paired statistics. `latencyMs` is the median, null where that has no time. */
export interface PromptRow {
  readonly target: string;
  readonly promptId: string;
  /** Whether the prompt counts into the schema match; `matched` is 0 where it does not. */
  readonly hasSchema: boolean;
  readonly planned: number;
  readonly matched: number;
  readonly failed: number;
  readonly errored: number;
  readonly skipped: number;
  readonly unproven: number;
  readonly missing: number;
  readonly retried: number;
  readonly truncated: number;
  readonly latencyMs: number | null;
  /** `code pointer: message` of the first failure in order of exchange ids, else the first error, else null. */
  readonly firstFinding: string | null;
  /** Null where `firstFinding` is. */
  readonly example: FirstExample | null;
}

/**
 * What a pass rests on (design, law 14): the output or the calls satisfy their schema, values are exactly those that were
 * approved, or are among those that comparators accept, the JSON is built as the approved one, a text holds what its comparator or its facts ask for; or, where none
 * of these is asked, an answer is there.
 */
export const BASES = ['schema', 'exact', 'values', 'structure', 'text', 'presence'] as const;
export type Basis = (typeof BASES)[number];

/** What was asked for and of which nothing passed: it proves nothing, whatever else did. */
export interface Unpassed {
  readonly what: 'target' | 'suite' | 'mode';
  readonly id: string;
}

export type RunVerdict = 'pass' | 'fail' | 'inconclusive';

/** The judged whole of a run, times and ids apart: same seed and same bytes give the same value. */
export interface Summary {
  readonly verdict: RunVerdict;
  readonly synthetic: boolean;
  readonly counts: Counts;
  readonly unpassed: readonly Unpassed[];
  /** Ids of prompts whose golden was approved for another request; they are compared with it all the same. */
  readonly stale: readonly string[];
  /** Passed exchanges by all that they rest on, the most frequent first. */
  readonly restsOn: readonly { readonly on: readonly Basis[]; readonly count: number }[];
  readonly targets: readonly TargetSummary[];
  readonly groups: readonly FindingGroup[];
  readonly notes: readonly FindingGroup[];
  /** What became of each thing that the exchanges of a target asked for, or left to its server. */
  readonly carriage: readonly {
    readonly target: string;
    readonly feature: string;
    readonly counts: CarriageCounts;
  }[];
  /** Why what was dropped or downgraded was, by exchanges, as the adapters declared it. */
  readonly losses: readonly {
    readonly target: string;
    readonly field: string;
    readonly action: string;
    readonly reason: string;
    readonly count: number;
  }[];
  readonly skips: readonly { readonly target: string; readonly reason: string; readonly count: number }[];
  readonly prompts: readonly PromptRow[];
  readonly evidenceRoot: string | null;
}
