import type { Capacity } from '../../src/contract/load/capacity.ts';

/** A capacity between 5 and 6 a second, found live and certified. */
export function foundCapacity(differs: Pick<Capacity, 'target' | 'endpoint'> & Partial<Capacity>): Capacity {
  return {
    low: 5,
    high: 6,
    at: 0.95,
    confidence: 0.95,
    limits: { firstTokenMs: 2_000, latencyMs: 8_000 },
    quotaPerMinute: null,
    outputCap: null,
    stages: 9,
    certified: true,
    reason: 'the ends are close enough',
    when: '2026-11-26T12:00:00.000Z',
    source: 'live',
    workload: 'ab'.repeat(32),
    fingerprint: {},
    ...differs,
  };
}
