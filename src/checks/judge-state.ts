import type { Exchange } from '../contract/exchanges/exchange.ts';
import type { Golden } from '../contract/suites/prompt.ts';
import type { RecordedState } from '../contract/exchanges/record.ts';
import type { Verdict } from '../contract/exchanges/verdict.ts';

export interface StateInput {
  /** Null when the exchange was not sent; then `skipReason` says why. */
  readonly exchange: Exchange | null;
  readonly verdicts: readonly Verdict[];
  readonly golden: Golden | null;
  readonly skipReason: string | null;
}

export interface JudgedState {
  readonly state: RecordedState;
  /** The codes of a failure, the kind of an error, why it was skipped or is unproven; null when passed. */
  readonly reason: string | null;
}

const UNPROVEN = 'no approved golden';

/**
 * The state of a recorded exchange (design, section 7). Without a golden nothing was broken and nothing
 * proven; without one passing check nothing was proven either, and what is not proven has not passed.
 */
export function judgeState({ exchange, verdicts, golden, skipReason }: StateInput): JudgedState {
  if (skipReason !== null) return { state: 'skipped', reason: skipReason };
  if (exchange === null) throw new Error('an exchange without a reason to skip it was not recorded');
  const codes = new Set<string>();
  for (const verdict of verdicts) {
    if (verdict.status === 'fail') for (const { code } of verdict.findings) codes.add(code);
  }
  if (codes.size > 0) return { state: 'failed', reason: [...codes].join(', ') };
  const { outcome } = exchange;
  if (outcome.type === 'error' && outcome.error.kind !== golden?.answer.error) {
    return { state: 'errored', reason: outcome.error.kind };
  }
  const open = verdicts.flatMap((verdict) => (verdict.status === 'inconclusive' ? verdict.findings : []));
  if (open.length > 0)
    return { state: 'errored', reason: [...new Set(open.map(({ code }) => code))].join(', ') };
  if (golden === null) return { state: 'unproven', reason: UNPROVEN };
  if (!verdicts.some((verdict) => verdict.status === 'pass')) {
    return { state: 'failed', reason: 'no check passed' };
  }
  return { state: 'passed', reason: null };
}
