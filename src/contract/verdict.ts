import type { Exchange } from './exchange.ts';
import type { FindingCode } from './findings.ts';
import type { JsonValue } from './json-value.ts';
import type { Truncation } from './truncation.ts';

/** One cited defect. What its `code` means stands in the table of findings; `pointer` is a JSON pointer into the output, '' for the whole. */
export interface Finding {
  readonly code: FindingCode;
  readonly pointer: string;
  readonly message: string;
  readonly expected: JsonValue;
  readonly observed: JsonValue;
}

/** A note is worth saying and never a failure. */
export type Verdict =
  | { readonly check: string; readonly status: 'pass'; readonly notes: readonly Finding[] }
  | {
      readonly check: string;
      readonly status: 'fail';
      readonly findings: readonly Finding[];
      readonly notes: readonly Finding[];
    }
  | { readonly check: string; readonly status: 'skip'; readonly reason: string };

/** Exchange states (design, section 7). `missing` is planned and not recorded, so it is never on a record. */
const STATES = ['passed', 'failed', 'errored', 'skipped', 'missing'] as const;
export type State = (typeof STATES)[number];

/** One line of exchanges.jsonl. A skipped exchange was not sent: its `exchange` is null. */
export interface ExchangeRecord {
  readonly id: string;
  readonly suite: string;
  readonly promptId: string;
  readonly target: string;
  readonly mode: Exchange['mode'];
  readonly repetition: number;
  readonly state: Exclude<State, 'missing'>;
  readonly reason: string | null;
  readonly exchange: Exchange | null;
  readonly verdicts: readonly Verdict[];
  /** Null when it was not sent. */
  readonly truncation: Truncation | null;
}
