import { countedTokens } from '../contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../contract/exchanges/record.ts';

/** Why a run ends before its plan does. */
export type StopReason = 'bail' | 'maxDurationMs' | 'maxTotalTokens';

/** What a run may spend. Null is no limit. */
export interface SpendingLimits {
  readonly maxTotalTokens: number | null;
  /** Whether the first exchange that does not pass is the last. */
  readonly bail: boolean;
}

/** Says after each record whether the run has to stop over what came. */
export function watchSpending({
  maxTotalTokens,
  bail,
}: SpendingLimits): (record: ExchangeRecord) => StopReason | null {
  let tokens = 0;
  return ({ state, exchange, opinion }) => {
    tokens += opinion?.tokens ?? 0;
    tokens += exchange === null ? 0 : countedTokens(exchange);
    if (bail && state !== 'passed' && state !== 'skipped') return 'bail';
    return maxTotalTokens !== null && tokens > maxTotalTokens ? 'maxTotalTokens' : null;
  };
}
