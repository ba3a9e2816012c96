import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Clock } from '../../src/contract/world.ts';
import { spreadOut } from '../../src/traffic/spread-out.ts';

/** A clock on which all who sleep are woken in order. */
function virtualClock(): { readonly clock: Clock; readonly run: () => Promise<void> } {
  let nowMs = 0;
  const sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  const clock: Clock = {
    nowMs: () => nowMs,
    wallMs: () => nowMs,
    timer: () => () => undefined,
    sleep: (ms, signal) =>
      signal?.aborted === true
        ? Promise.reject(new Error('aborted'))
        : new Promise((resolve) => sleepers.push({ atMs: nowMs + ms, wake: resolve })),
  };
  const run = async (): Promise<void> => {
    for (;;) {
      await setImmediate();
      const next = sleepers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) return;
      sleepers.splice(sleepers.indexOf(next), 1);
      nowMs = Math.max(nowMs, next.atMs);
      next.wake();
    }
  };
  return { clock, run };
}

it('a hundred that come at once begin evenly, the first of them at once', async () => {
  const { clock, run } = virtualClock();
  const turn = spreadOut(clock, 400);
  const begun: number[] = [];
  const all = Array.from({ length: 100 }, async () => {
    await turn(new AbortController().signal);
    begun.push(clock.nowMs());
  });
  await run();
  await Promise.all(all);
  expect(begun).toEqual(Array.from({ length: 100 }, (_, at) => at * 2.5));
});

it('whoever comes seldom never waits, and nothing is saved up for a burst', async () => {
  const { clock, run } = virtualClock();
  const turn = spreadOut(clock, 10);
  const { signal } = new AbortController();
  await turn(signal);
  const slept = clock.sleep(60_000);
  await run();
  await slept;
  const begun: number[] = [];
  const all = [0, 1, 2].map(async () => {
    await turn(signal);
    begun.push(clock.nowMs());
  });
  await run();
  await Promise.all(all);
  expect(begun).toEqual([60_000, 60_100, 60_200]);
});

it('a turn that nobody waits for any more ends at once', async () => {
  const { clock } = virtualClock();
  const turn = spreadOut(clock, 1);
  const ended = new AbortController();
  await turn(ended.signal);
  ended.abort();
  await turn(ended.signal);
  expect(clock.nowMs()).toBe(0);
});

it('of a smaller share each begins later, and of none nothing begins until there is one', async () => {
  const { clock, run } = virtualClock();
  const turn = spreadOut(clock, 10, () => (clock.nowMs() < 1_000 ? 0 : 0.5));
  const { signal } = new AbortController();
  const begun: number[] = [];
  const all = [0, 1, 2].map(async () => {
    await turn(signal);
    begun.push(clock.nowMs());
  });
  await run();
  await Promise.all(all);
  expect(begun).toEqual([1_000, 1_200, 1_400]);
});

it('whoever is given up while nothing begins waits no longer', async () => {
  const { clock, run } = virtualClock();
  const ended = new AbortController();
  const waiting = spreadOut(clock, 10, () => 0)(ended.signal);
  ended.abort();
  await run();
  await waiting;
  expect(clock.nowMs()).toBeLessThanOrEqual(100);
});
