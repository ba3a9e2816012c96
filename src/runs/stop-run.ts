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
  const stop = (why: StopReason): void => {
    reason ??= why;
    controller.abort(new Error(`stopped by ${why}`));
  };
  const cancelTimer =
    budgets.maxDurationMs === null
      ? () => {}
      : clock.timer(budgets.maxDurationMs, () => stop('maxDurationMs'));
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    reason: () => reason,
    saw({ state, exchange }) {
      if (bail && (state === 'failed' || state === 'errored')) stop('bail');
      const outcome = exchange?.outcome;
      if (budgets.maxTotalTokens === null || outcome?.type !== 'response') return;
      const { inputTokens, outputTokens } = outcome.response.usage;
      tokens += (inputTokens ?? 0) + (outputTokens ?? 0);
      if (tokens > budgets.maxTotalTokens) stop('maxTotalTokens');
    },
    end: cancelTimer,
  };
}
