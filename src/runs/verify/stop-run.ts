import type { Budgets } from '../../config/catalog.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { Clock } from '../../contract/world.ts';
import { watchSpending, type StopReason } from '../../metrics/watch-spending.ts';

export interface Stopper {
  /** Aborts when the run must end: somebody's wish, the first failure, or a budget. */
  readonly signal: AbortSignal;
  readonly reason: () => StopReason | null;
  saw(record: ExchangeRecord): void;
  /** Whatever is still in flight is over, too. */
  end(): void;
}

export function createStopper(budgets: Budgets, bail: boolean, outer: AbortSignal, clock: Clock): Stopper {
  const controller = new AbortController();
  const { maxDurationMs, maxTotalTokens } = budgets;
  const judge = watchSpending({ maxTotalTokens, bail });
  let reason: StopReason | null = null;
  const stop = (why: StopReason): void => {
    reason ??= why;
    controller.abort(new Error(`stopped by ${why}`));
  };
  const forward = (): void => controller.abort(outer.reason);
  if (outer.aborted) forward();
  else outer.addEventListener('abort', forward, { once: true });
  const cancelTimer =
    maxDurationMs === null ? () => {} : clock.timer(maxDurationMs, () => stop('maxDurationMs'));
  return {
    signal: controller.signal,
    reason: () => reason,
    saw(record) {
      const why = judge(record);
      if (why !== null) stop(why);
    },
    end() {
      cancelTimer();
      outer.removeEventListener('abort', forward);
      controller.abort(new Error('the run is over'));
    },
  };
}
