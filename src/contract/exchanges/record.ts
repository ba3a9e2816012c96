import type { CaseId } from './case-id.ts';
import type { Exchange, ExchangeFacts } from './exchange.ts';
import type { Opinion } from '../opinions/opinion.ts';
import type { Truncation } from './truncation.ts';
import type { FoundVerdict, Verdict } from './verdict.ts';

/** States of a recorded exchange (design, section 7). One that is missing was planned and has no record. */
export const RECORDED_STATES = ['passed', 'failed', 'errored', 'skipped', 'unproven'] as const;
export type RecordedState = (typeof RECORDED_STATES)[number];

/** How much of what a prompt compares an answer holds: the weights of its comparators and facts. */
export interface Score {
  readonly held: number;
  readonly of: number;
}

/** An exchange with what was made of it. A skipped one was not sent: its `exchange` is null. */
export interface ExchangeRecord {
  readonly case: CaseId;
  readonly state: RecordedState;
  readonly reason: string | null;
  readonly exchange: Exchange | null;
  readonly verdicts: readonly Verdict[];
  /** Null when it was not sent. */
  readonly truncation: Truncation | null;
  /** Null when it was not sent, or its prompt compares nothing that could be scored. */
  readonly score: Score | null;
  /** What a judge model says of the answer; null where none was asked. It decides nothing. */
  readonly opinion: Opinion | null;
}

/**
 * As much of a record as is counted: what came of an exchange, when and at what cost, and of its verdicts those that found
 * something; none of what was sent and said.
 */
export interface RecordFacts extends Pick<ExchangeRecord, 'case' | 'state' | 'reason' | 'score'> {
  readonly exchange: ExchangeFacts | null;
  readonly verdicts: readonly FoundVerdict[];
}
