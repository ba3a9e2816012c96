import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createQuotaGate, type Settle } from '../../src/calls/create-quota-gate.ts';
import { createFakeClock } from '../fake-clock.ts';

const never = new AbortController().signal;
const FREE = { id: 'pool', requestsPerMinute: null, tokensPerMinute: null };

it('a pool without limits lets everybody through at once', async () => {
  const clock = createFakeClock();
  const gate = createQuotaGate(clock);
  await Promise.all(Array.from({ length: 1_000 }, () => gate.acquire(FREE, 1_000_000, never)));
  expect(clock.nowMs()).toBe(0);
});

it('no minute ever holds more requests or tokens than the pool allows, and the order is kept', async () => {
  const request = fc.record({
    afterMs: fc.integer({ min: 0, max: 30_000 }),
    tokens: fc.integer({ min: 0, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(request, { maxLength: 25 }),
      fc.integer({ min: 1, max: 5 }),
      async (requests, limit) => {
        const clock = createFakeClock();
        const gate = createQuotaGate(clock);
        const pool = { id: 'pool', requestsPerMinute: limit, tokensPerMinute: 100 };
        const passed: { index: number; atMs: number; tokens: number }[] = [];
        const all: Promise<unknown>[] = [];
        for (const [index, { afterMs, tokens }] of requests.entries()) {
          await clock.advance(afterMs);
          all.push(
            gate.acquire(pool, tokens, never).then(() => passed.push({ index, atMs: clock.nowMs(), tokens })),
          );
        }
        await clock.runUntil(Promise.all(all));
        expect(passed.map((each) => each.index)).toEqual(requests.map((_, index) => index));
        for (const { atMs } of passed) {
          const minute = passed.filter((each) => each.atMs > atMs - 60_000 && each.atMs <= atMs);
          expect(minute.length).toBeLessThanOrEqual(limit);
          expect(minute.reduce((sum, each) => sum + each.tokens, 0)).toBeLessThanOrEqual(100);
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('a minute is used to the full', async () => {
  const clock = createFakeClock();
  const gate = createQuotaGate(clock);
  const pool = { ...FREE, requestsPerMinute: 3 };
  await clock.runUntil(Promise.all(Array.from({ length: 9 }, () => gate.acquire(pool, 0, never))));
  expect(clock.nowMs()).toBe(120_000);
});

it('a request larger than all tokens of a minute goes alone instead of never', async () => {
  const clock = createFakeClock();
  const gate = createQuotaGate(clock);
  const pool = { ...FREE, tokensPerMinute: 100 };
  await gate.acquire(pool, 10, never);
  await clock.runUntil(gate.acquire(pool, 1_000, never));
  expect(clock.nowMs()).toBe(60_000);
});

it('tokens that were not used are given back', async () => {
  const clock = createFakeClock();
  const gate = createQuotaGate(clock);
  const pool = { ...FREE, tokensPerMinute: 100 };
  const settle: Settle = await gate.acquire(pool, 100, never);
  settle(20);
  await gate.acquire(pool, 80, never);
  expect(clock.nowMs()).toBe(0);
  await clock.runUntil(gate.acquire(pool, 1, never));
  expect(clock.nowMs()).toBe(60_000);
});

it('tokens settled after their minute do not count any more', async () => {
  const clock = createFakeClock();
  const gate = createQuotaGate(clock);
  const pool = { ...FREE, tokensPerMinute: 100 };
  const settle = await gate.acquire(pool, 50, never);
  await clock.advance(60_000);
  await gate.acquire(pool, 100, never);
  settle(0);
  await clock.runUntil(gate.acquire(pool, 1, never));
  expect(clock.nowMs()).toBe(120_000);
});

it('a pause holds those who wait and those who come, and is never shortened', async () => {
  const clock = createFakeClock();
  const gate = createQuotaGate(clock);
  gate.pauseUntil('pool', 5_000);
  gate.pauseUntil('pool', 1_000);
  const first = gate.acquire(FREE, 0, never);
  await clock.advance(4_000);
  gate.pauseUntil('pool', 9_000);
  const second = gate.acquire(FREE, 0, never);
  await clock.runUntil(Promise.all([first, second]));
  expect(clock.nowMs()).toBe(9_000);
});

it('what is left of a pause is told for each pool', async () => {
  const clock = createFakeClock();
  const gate = createQuotaGate(clock);
  gate.pauseUntil('pool', 5_000);
  await clock.advance(2_000);
  expect([gate.pausedMs('pool'), gate.pausedMs('other')]).toEqual([3_000, 0]);
  await clock.advance(4_000);
  expect(gate.pausedMs('pool')).toBe(0);
});

it('one who gives up does not hold the line', async () => {
  const clock = createFakeClock();
  const gate = createQuotaGate(clock);
  const pool = { ...FREE, requestsPerMinute: 1 };
  await gate.acquire(pool, 0, never);
  const controller = new AbortController();
  const leaves = gate.acquire(pool, 0, controller.signal);
  const stays = gate.acquire(pool, 0, never);
  await clock.advance(1_000);
  controller.abort(new Error('enough'));
  await expect(leaves).rejects.toThrow('enough');
  await clock.runUntil(stays);
  expect(clock.nowMs()).toBe(60_000);
});
