import type { QuotaGate } from '../calls/create-quota-gate.ts';

/** A quota gate that can say how many requests of a pool wait in front of it. */
export interface CountedGate extends QuotaGate {
  waiting(poolId: string): number;
}

export function countWaiting(gate: QuotaGate): CountedGate {
  const counts = new Map<string, number>();
  const add = (poolId: string, by: number): void => void counts.set(poolId, (counts.get(poolId) ?? 0) + by);
  return {
    ...gate,
    async acquire(pool, tokens, signal) {
      add(pool.id, 1);
      try {
        return await gate.acquire(pool, tokens, signal);
      } finally {
        add(pool.id, -1);
      }
    },
    waiting: (poolId) => counts.get(poolId) ?? 0,
  };
}
