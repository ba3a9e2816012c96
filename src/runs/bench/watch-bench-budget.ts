import { countedTokens, type Exchange } from '../../contract/exchanges/exchange.ts';
import type { Clock } from '../../contract/world.ts';

/** What a load run may take while it runs; null is no limit. */
export interface BenchBudget {
  readonly maxRequests: number;
  readonly maxTokens: number | null;
  readonly maxDurationMs: number | null;
}

export interface BudgetWatch {
  /** Aborts when nothing more may be spent, or when the outer one does. */
  readonly signal: AbortSignal;
  /** Whether a client that waits may send one more; those in flight have theirs. */
  take(): boolean;
  spend(exchange: Exchange): void;
  /** Requests that may still be made; retries are none of them. */
  left(): number;
  /** Why it is over; null while it is not. */
  over(): string | null;
  end(): void;
}

export const SPENT = 'the budget of requests is spent';

export function watchBenchBudget(
  { maxRequests, maxTokens, maxDurationMs }: BenchBudget,
  clock: Clock,
  outer: AbortSignal,
): BudgetWatch {
  const controller = new AbortController();
  let [taken, requests, tokens, over]: [number, number, number, string | null] = [0, 0, 0, null];
  const stop = (why: string): void => {
    over ??= why;
    controller.abort(new Error(why));
  };
  const cancel =
    maxDurationMs === null
      ? () => {}
      : clock.timer(maxDurationMs, () => stop('the time of budgets.maxDurationMs is over'));
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    take() {
      // A schedule is held to it beforehand, and a search while it goes on. What is in flight is paid for, and may end.
      if (taken >= maxRequests) over ??= SPENT;
      else taken += 1;
      return over === null;
    },
    spend(exchange) {
      requests += 1;
      tokens += countedTokens(exchange);
      if (maxTokens !== null && tokens > maxTokens) stop(`the budget of ${maxTokens} tokens is spent`);
    },
    left: () => Math.max(0, maxRequests - requests),
    over: () => over,
    end: cancel,
  };
}
