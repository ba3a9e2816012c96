import type { QuotaPool } from '../contract/wires/target.ts';
import type { Clock } from '../contract/world.ts';

const WINDOW_MS = 60_000;

/** Tells the gate how many tokens a request really took, once known. */
export type Settle = (usedTokens: number) => void;

/** Lets requests through within the limits that targets of one pool share, in order of asking. */
export interface QuotaGate {
  /** Resolves when the request may go; rejects with the signal's reason when that comes first. */
  acquire(pool: QuotaPool, tokens: number, signal: AbortSignal): Promise<Settle>;
  /** Nobody of the pool goes before `atMs` on the clock. Never shortens a pause. */
  pauseUntil(poolId: string, atMs: number): void;
  /** How many requests of a pool wait in front of it. */
  waiting(poolId: string): number;
  /** For how long nobody of a pool goes, because its provider asked for that. */
  pausedMs(poolId: string): number;
}

interface Entry {
  readonly atMs: number;
  tokens: number;
}

interface PoolState {
  pausedUntilMs: number;
  /** What went through in the last minute, oldest first. */
  readonly window: Entry[];
  tokensInWindow: number;
  /** Resolves when everyone who asked so far has gone or given up; null when nobody waits. */
  last: Promise<void> | null;
  waiting: number;
}

/**
 * A sliding minute, so that no 60 seconds ever hold more than a limit; a bucket that refills would let
 * nearly twice as many through. A request larger than the whole token limit goes alone.
 */
export function createQuotaGate(clock: Clock): QuotaGate {
  const states = new Map<string, PoolState>();
  const stateOf = (poolId: string): PoolState => {
    const state = states.get(poolId) ?? {
      pausedUntilMs: 0,
      window: [],
      tokensInWindow: 0,
      last: null,
      waiting: 0,
    };
    states.set(poolId, state);
    return state;
  };
  return {
    async acquire(pool, tokens, signal) {
      signal.throwIfAborted();
      const state = stateOf(pool.id);
      if (state.last === null && waitMs(state, pool, tokens, clock.nowMs()) === 0) {
        return enter(state, pool, tokens, clock.nowMs());
      }
      const turn = (state.last ?? Promise.resolve()).then(() =>
        waitInLine(state, pool, tokens, clock, signal),
      );
      const done = turn.then(
        () => undefined,
        () => undefined,
      );
      state.last = done;
      state.waiting += 1;
      void done.then(() => {
        state.waiting -= 1;
        if (state.last === done) state.last = null;
      });
      return turn;
    },
    pauseUntil(poolId, atMs) {
      const state = stateOf(poolId);
      state.pausedUntilMs = Math.max(state.pausedUntilMs, atMs);
    },
    pausedMs: (poolId) => Math.max(0, (states.get(poolId)?.pausedUntilMs ?? 0) - clock.nowMs()),
    waiting: (poolId) => states.get(poolId)?.waiting ?? 0,
  };
}

async function waitInLine(
  state: PoolState,
  pool: QuotaPool,
  tokens: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Settle> {
  for (;;) {
    signal.throwIfAborted();
    const wait = waitMs(state, pool, tokens, clock.nowMs());
    if (wait === 0) return enter(state, pool, tokens, clock.nowMs());
    await clock.sleep(wait, signal);
  }
}

function waitMs(state: PoolState, pool: QuotaPool, tokens: number, nowMs: number): number {
  forget(state, nowMs);
  if (state.pausedUntilMs > nowMs) return state.pausedUntilMs - nowMs;
  const oldest = state.window[0];
  if (oldest === undefined) return 0;
  const full = pool.requestsPerMinute !== null && state.window.length >= pool.requestsPerMinute;
  const dear = pool.tokensPerMinute !== null && state.tokensInWindow + tokens > pool.tokensPerMinute;
  return full || dear ? Math.max(1, oldest.atMs + WINDOW_MS - nowMs) : 0;
}

function forget(state: PoolState, nowMs: number): void {
  let gone = 0;
  for (const entry of state.window) {
    if (entry.atMs + WINDOW_MS > nowMs) break;
    state.tokensInWindow -= entry.tokens;
    gone += 1;
  }
  if (gone > 0) state.window.splice(0, gone);
}

const NOTHING: Settle = () => undefined;

function enter(state: PoolState, pool: QuotaPool, tokens: number, nowMs: number): Settle {
  if (pool.requestsPerMinute === null && pool.tokensPerMinute === null) return NOTHING;
  const entry: Entry = { atMs: nowMs, tokens };
  state.window.push(entry);
  state.tokensInWindow += tokens;
  return (usedTokens) => {
    if (state.window.includes(entry)) state.tokensInWindow += usedTokens - entry.tokens;
    entry.tokens = usedTokens;
  };
}
