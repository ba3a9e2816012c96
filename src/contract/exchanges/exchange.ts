import type { CaseId } from './case-id.ts';
import type { CanonicalError } from '../errors/error.ts';
import type { JsonValue } from '../json-value.ts';
import type { Mode } from './mode.ts';
import type { CanonicalResponse, Usage } from './response.ts';
import type { Loss, WireProof } from './stream-part.ts';
import type { WireEvidence } from '../wires/wire.ts';

export const SOURCES = ['live', 'replay', 'simulate'] as const;
export type Source = (typeof SOURCES)[number];

/** One try. Stamps are monotonic milliseconds from the run's start; null when that point was not reached. */
export interface Attempt {
  readonly number: number;
  /** Backoff before this try. */
  readonly waitedMs: number;
  readonly status: number | null;
  readonly error: CanonicalError | null;
  readonly sentMs: number;
  readonly headersMs: number | null;
  readonly firstByteMs: number | null;
  readonly firstOutputMs: number | null;
  readonly lastByteMs: number | null;
}

export type Outcome =
  | { readonly type: 'response'; readonly response: CanonicalResponse }
  | { readonly type: 'error'; readonly error: CanonicalError };

/**
 * A place at which the request that was recorded, and the one that the adapter makes today, differ. The pointer is into
 * the body; '' is the method and the address, or all of a body that is no JSON.
 */
export interface RequestChange {
  readonly pointer: string;
  readonly recorded: JsonValue;
  readonly sent: JsonValue;
}

/** How an answer that is replayed was recorded. */
export interface Replayed {
  /** Recorded in this run. */
  readonly run: string;
  readonly source: Exclude<Source, 'replay'>;
  readonly changes: readonly RequestChange[];
}

/** One observed request with all its attempts and its outcome. Evidence is the last attempt's. */
export interface Exchange {
  readonly case: CaseId;
  /** The mode in which it was really served, after a declared downgrade. */
  readonly servedAs: Mode;
  readonly source: Source;
  readonly requestHash: string;
  readonly attempts: readonly Attempt[];
  readonly outcome: Outcome;
  readonly evidence: WireEvidence | null;
  readonly proof: WireProof | null;
  readonly losses: readonly Loss[];
  /** Null for what was asked for, and not replayed. */
  readonly replayed: Replayed | null;
  readonly enqueuedMs: number;
  readonly acquiredMs: number;
}

type OutcomeFacts =
  | { readonly type: 'response'; readonly response: Pick<CanonicalResponse, 'usage'> }
  | Extract<Outcome, { type: 'error' }>;

/** As much of an exchange as is counted: neither its case, nor what was sent, nor what was said. */
export interface ExchangeFacts extends Omit<Exchange, 'case' | 'replayed' | 'evidence' | 'outcome'> {
  readonly evidence: Pick<WireEvidence, 'chunkEnds' | 'chunkAtMs' | 'end'> | null;
  readonly outcome: OutcomeFacts;
}

/** The tokens of all attempts, as far as the provider counted them. */
export function countedTokens(exchange: Pick<ExchangeFacts, 'attempts' | 'outcome'>): number {
  return usagesOf(exchange).reduce(
    (sum, usage) => sum + (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0),
    0,
  );
}

/** What the provider counted of each attempt, those among them that ended with an error; null where it said nothing. */
export function usagesOf({
  attempts,
  outcome,
}: Pick<ExchangeFacts, 'attempts' | 'outcome'>): readonly (Usage | null)[] {
  const ended = outcome.type === 'response' ? outcome.response : outcome.error.partial;
  return attempts.map(({ error }, at) =>
    at === attempts.length - 1 ? (ended?.usage ?? null) : (error?.partial?.usage ?? null),
  );
}
