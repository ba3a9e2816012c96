import type { MoneyRange } from '../../contract/cost/cost.ts';
import type { Savings } from '../../contract/cost/savings.ts';
import { moneyRange } from '../words/describe-cost.ts';
import { count, plural } from '../text/format.ts';

/** One way to save, in words, with its figures. */
export interface SavingRow {
  readonly what: string;
  readonly requests: number;
  readonly tokens: number;
  /** Of all input tokens that were counted; null where none were. */
  readonly share: number | null;
  /** An amount in words; unknown is said, with why. */
  readonly saved: string;
  /** How many of the answers were accepted as they were; null where what was asked stays the same. */
  readonly accepted: number | null;
}

/** Each way to save on what one target was asked: caches by how long they keep, then inputs by their length. */
export function savingRows(
  { inputTokens, cache, trim }: Savings,
  currency: string | null,
): readonly SavingRow[] {
  const shareOf = (tokens: number): number | null => (inputTokens === 0 ? null : tokens / inputTokens);
  return [
    ...(cache ?? []).map((row) => ({
      what: `cache of ${count(row.ttlMinutes)} min`,
      requests: row.requests,
      tokens: row.tokens,
      share: shareOf(row.tokens),
      saved: amount(row, currency, 'no price of cached input is known'),
      accepted: null,
    })),
    ...trim.map((row) => ({
      what: `inputs cut to ${count(row.toTokens)} tokens`,
      requests: row.requests,
      tokens: row.tokens,
      share: shareOf(row.tokens),
      saved: amount(row, currency, 'no price is known'),
      accepted: row.accepted,
    })),
  ];
}

/** What savings are of, and what is not known of them. */
export function describeSavings({ requests, cache }: Savings): string {
  const of = `of ${count(requests)} ${plural(requests, 'attempt')} whose input was counted`;
  return cache === null ? `${of}; caches: unknown, for when its requests were sent is not known` : of;
}

/** Where there is nothing to save on, no price needs to be known. */
function amount(
  { requests, saved }: { readonly requests: number; readonly saved: MoneyRange | null },
  currency: string | null,
  why: string,
): string {
  if (requests === 0) return 'nothing';
  return saved === null ? `unknown: ${why}` : `${moneyRange(saved)} ${currency ?? ''}`.trimEnd();
}
