import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NO_DROPS } from '../../src/contract/traffic/traffic.ts';
import { boundedQueue } from '../../src/traffic/bounded-queue.ts';
import { closeAccounts } from '../../src/traffic/close-accounts.ts';
import { dayBudget } from '../../src/traffic/day-budget.ts';
import { keptId, spareId } from '../../src/traffic/live-prompt.ts';
import { isBalanced, openAccounts } from '../../src/traffic/open-accounts.ts';
import { recentIds } from '../../src/traffic/recent-ids.ts';
import { watchLive } from '../../src/traffic/watch-live.ts';

it('a queue gives what it took, in its order, and never holds more than its bounds', () => {
  const offers = fc.array(fc.option(fc.nat({ max: 40 })), { maxLength: 120 });
  const [most, mostBytes] = [fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 300 })];
  fc.assert(
    fc.property(offers, most, mostBytes, (all, requests, bytes) => {
      const queue = boundedQueue<number>({ requests, bytes });
      const waiting: { readonly at: number; readonly size: number }[] = [];
      const given: (readonly [unknown, unknown])[] = [];
      for (const [at, size] of all.entries()) {
        if (size === null) {
          given.push([queue.take(), waiting.shift()?.at ?? null]);
          continue;
        }
        const held = waiting.reduce((sum, each) => sum + each.size, 0);
        const why = waiting.length >= requests ? 'queue-full' : held + size > bytes ? 'bytes-full' : null;
        given.push([queue.offer(at, size), why]);
        if (why === null) waiting.push({ at, size });
      }
      expect(given.map(([did]) => did)).toEqual(given.map(([, should]) => should));
    }),
  );
});

const STEPS = ['arrive', 'drop', 'leave', 'send', 'answered', 'failed', 'expired', 'write'] as const;

it('accounts balance at every moment, and for whoever reads them after their process was killed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 60 }), (steps) => {
      const accounts = openAccounts();
      let written = accounts.read();
      for (const [at, step] of steps.entries()) {
        const { waiting, asking } = accounts.read();
        if (step === 'arrive' || step === 'drop') accounts.arrived();
        if (step === 'arrive' && at % 3 === 0) accounts.unsampled();
        else if (step === 'arrive') accounts.waits();
        if (step === 'drop') accounts.drop('paused');
        if (step === 'leave' && waiting > 0) accounts.dropWaiting('budget');
        if (step === 'send' && waiting > 0) accounts.sends();
        if (step === 'answered' || step === 'failed' || step === 'expired') {
          if (asking > 0) accounts.ended(step);
        }
        // But for a request that is sent, whose line tells of it, whatever happens is written.
        if (step !== 'send') written = accounts.read();
        const now = accounts.read();
        const closed = closeAccounts(written, now);
        expect([isBalanced(now), isBalanced(closed)]).toEqual([true, true]);
        expect([closed.waiting, closed.asking, closed.arrivals]).toEqual([0, 0, now.arrivals]);
      }
    }),
  );
});

it('what waited when its process was killed is killed, and what was sent without its answers expired', () => {
  const then = { unsampled: 3, dropped: { ...NO_DROPS, paused: 1 }, waiting: 5, sent: 2 };
  expect(closeAccounts(then, { sent: 4, answered: 1, failed: 1 })).toMatchObject({
    arrivals: 11,
    dropped: { ...NO_DROPS, paused: 1, killed: 3 },
    sent: 4,
    expired: 2,
  });
});

const of = (tokens: number) => ({ tokens, picos: 0n });

it('a day holds back what is being asked, and begins anew at midnight in UTC', () => {
  const eve = Date.UTC(2026, 1, 1, 23, 59);
  const budget = dayBudget({ tokens: 100, picos: null }, [{ day: '2026-02-01', tokens: 30, picos: 0n }]);
  const [today, tomorrow] = ['2026-02-01', '2026-02-02'];
  expect([budget.reserve(of(60), eve), budget.reserve(of(20), eve)]).toEqual([today, null]);
  budget.settle(today, of(60), of(10));
  expect([budget.reserve(of(60), eve), budget.spent(eve).tokens]).toEqual([today, 100]);
  const morning = eve + 120_000;
  expect([budget.reserve(of(70), morning), budget.spent(morning).day]).toEqual([tomorrow, tomorrow]);
  // What was held back before midnight makes no room after it, and a clock that is set back finds its day as it was.
  budget.settle(today, of(60), of(50));
  expect([budget.spent(morning).tokens, budget.spent(eve).tokens]).toEqual([70, 90]);
  expect([budget.reserve(of(40), morning), budget.reserve(of(20), eve)]).toEqual([null, null]);
});

it('money of a day is bounded by itself', () => {
  const budget = dayBudget({ tokens: null, picos: 10n }, []);
  expect([6n, 6n, 4n].map((picos) => budget.reserve({ tokens: 1, picos }, 0) !== null)).toEqual([
    true,
    false,
    true,
  ]);
});

it('live traffic is beyond its band for a minute after a 429, and while its p95 is too high', () => {
  const watch = watchLive({ p95Ms: 1_000, on429: true });
  expect(watch.isBeyond(0)).toBe(false);
  watch.answered(429, null, 1_000);
  expect([watch.isBeyond(60_000), watch.isBeyond(61_001)]).toEqual([true, false]);
  for (let at = 0; at < 19; at += 1) watch.answered(200, 5_000, 70_000);
  expect(watch.isBeyond(70_000)).toBe(false);
  watch.answered(200, 5_000, 70_000);
  expect([watch.isBeyond(70_001), watch.isBeyond(140_000)]).toEqual([true, false]);
  const deaf = watchLive({ p95Ms: null, on429: false });
  for (let at = 0; at < 30; at += 1) deaf.answered(429, 9_000, 0);
  expect(deaf.isBeyond(1)).toBe(false);
});

it('ids are remembered until as many others came', () => {
  const ids = recentIds(2);
  for (const id of ['a', 'b', 'c']) ids.add(id);
  expect(['a', 'b', 'c'].map((id) => ids.has(id))).toEqual([false, true, true]);
});

const asItIs = (text: string): string => text;

it('a request without an id that may be kept has one that no client can bring', () => {
  expect([keptId('r12', asItIs), keptId(spareId(12), asItIs)]).toEqual(['r12', null]);
});
