import type { Attempt, Exchange, Outcome } from '../contract/exchanges/exchange.ts';
import type { CanonicalError } from '../contract/errors/error.ts';
import type { CallJob, CallWorld } from './call-job.ts';
import type { Settle } from './create-quota-gate.ts';
import { nameFailure } from './name-failure.ts';
import { retryDelayMs } from './retry-delay.ts';
import { runAttempt, type Tried } from './run-attempt.ts';
import { waitForTurn } from './wait-for-turn.ts';
import type { Deadline } from './watch-deadlines.ts';

/**
 * One request under its budget. Never rejects for what a provider does; a cancelled run gives an exchange
 * whose error is `cancelled`. Own loop instead of cockatiel's: every attempt is kept, a delay may come from
 * the provider, a kind may have a bound of its own, and the whole has a deadline.
 */
export async function callExchange(job: CallJob, world: CallWorld): Promise<Exchange> {
  const { clock, gate } = world;
  const { quota, deadlines, maxRetries } = job.target;
  const enqueuedMs = clock.nowMs();
  const { tokens } = job;
  const attempts: Attempt[] = [];
  const finish = (outcome: Outcome, tried: Tried | null, acquiredMs: number): Exchange =>
    toExchange(job, attempts, outcome, tried, enqueuedMs, acquiredMs);
  const cancelled = (): Outcome => ({ type: 'error', error: cancelledError(job, world) });

  let settle: Settle;
  try {
    settle = await gate.acquire(quota, tokens, job.signal);
  } catch {
    return finish(cancelled(), null, clock.nowMs());
  }
  const acquiredMs = clock.nowMs();
  const exchangeDeadline: Deadline = {
    guard: 'exchange-deadline',
    limitMs: deadlines.exchangeMs,
    atMs: acquiredMs + deadlines.exchangeMs,
  };

  let waitedMs = 0;
  for (;;) {
    const tried = await runAttempt(job, world, { number: attempts.length + 1, waitedMs, exchangeDeadline });
    const { error } = tried.attempt;
    attempts.push(tried.attempt);
    if (quota.tokensPerMinute !== null) settleUsage(settle, tried);
    if (error === null) {
      return finish({ type: 'response', response: tried.fold.response() }, tried, acquiredMs);
    }
    const failedMs = clock.nowMs();
    if (error.retryAfterMs !== null) {
      gate.pauseUntil(quota.id, failedMs + Math.min(error.retryAfterMs, deadlines.exchangeMs));
    }
    const delayMs = retryDelayMs(error, historyOf(attempts, error, tried), maxRetries, world.random);
    const turn =
      delayMs === null ? 'too-late' : await waitForTurn(job, world, tokens, delayMs, exchangeDeadline.atMs);
    if (turn === 'too-late') return finish({ type: 'error', error }, tried, acquiredMs);
    if (turn === 'cancelled') return finish(cancelled(), tried, acquiredMs);
    settle = turn;
    waitedMs = clock.nowMs() - failedMs;
  }
}

function settleUsage(settle: Settle, tried: Tried): void {
  const { inputTokens, outputTokens } = tried.fold.usage();
  if (inputTokens !== null && outputTokens !== null) settle(inputTokens + outputTokens);
}

function historyOf(
  attempts: readonly Attempt[],
  error: CanonicalError,
  tried: Tried,
): Parameters<typeof retryDelayMs>[1] {
  const ofKind = attempts.filter((attempt) => attempt.error?.kind === error.kind).length;
  return {
    retries: attempts.length - 1,
    retriesOfKind: ofKind - 1,
    delivered: tried.fold.start()?.servedAs === 'stream' && tried.fold.hasOutput(),
  };
}

function cancelledError(job: CallJob, world: CallWorld): CanonicalError {
  return nameFailure({ thrown: job.signal.reason, aborted: true }, job, null, world.clock.wallMs());
}

function toExchange(
  job: CallJob,
  attempts: readonly Attempt[],
  outcome: Outcome,
  tried: Tried | null,
  enqueuedMs: number,
  acquiredMs: number,
): Exchange {
  const start = tried?.fold.start() ?? null;
  return {
    case: job.case,
    servedAs: start?.servedAs ?? job.case.mode,
    source: job.source,
    requestHash: job.requestHash,
    attempts,
    outcome,
    evidence: tried?.evidence ?? null,
    proof: tried?.fold.proof() ?? null,
    losses: start?.losses ?? [],
    replayed: null,
    enqueuedMs,
    acquiredMs,
  };
}
