import type { Budgets } from '../config/catalog.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import type { Clock } from '../contract/world.ts';

/** Why a run ends before its plan does. */
export type StopReason = 'bail' | 'maxDurationMs' | 'maxTotalTokens';

export interface Stopper {
  /** Aborts when the run must end: somebody's wish, the first failure, or a budget. */
  readonly signal: AbortSignal;
  readonly reason: () => StopReason | null;
  saw(record: ExchangeRecord): void;
  end(): void;
}

export function createStopper(budgets: Budgets, bail: boolean, outer: AbortSignal, clock: Clock): Stopper {
  const controller = new AbortController();
  let reason: StopReason | null = null;
  let tokens = 0;
  const forward = (): void => controller.abort(outer.reason);
  if (outer.aborted) forward();
  else outer.addEventListener('abort', forward, { once: true });
  const stop = (why: StopReason): void => {
    reason ??= why;
    controller.abort(new Error(`stopped by ${why}`));
  };
  const cancelTimer =
    budgets.maxDurationMs === null
      ? () => {}
      : clock.timer(budgets.maxDurationMs, () => stop('maxDurationMs'));
  return {
    signal: controller.signal,
    reason: () => reason,
    saw({ state, exchange }) {
      if (bail && (state === 'failed' || state === 'errored')) stop('bail');
      const outcome = exchange?.outcome;
      if (budgets.maxTotalTokens === null || outcome?.type !== 'response') return;
      const { inputTokens, outputTokens } = outcome.response.usage;
      tokens += (inputTokens ?? 0) + (outputTokens ?? 0);
      if (tokens > budgets.maxTotalTokens) stop('maxTotalTokens');
    },
    end() {
      cancelTimer();
      outer.removeEventListener('abort', forward);
    },
  };
}
