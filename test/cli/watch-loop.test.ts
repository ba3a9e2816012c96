import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { watchLoop } from '../../src/cli/machine/watch-loop.ts';

function work(ms: number): { readonly fromMs: number; readonly toMs: number } {
  const fromMs = performance.now();
  while (performance.now() < fromMs + ms);
  return { fromMs, toMs: performance.now() };
}

it('a stretch of work is seen from its beginning to its end, after a pause and at once', async () => {
  const unwatch = watchLoop();
  const atOnce = work(20);
  await setTimeout(15);
  const afterPause = work(20);
  await setTimeout(15);
  const busy = unwatch()?.busy ?? [];
  for (const { fromMs, toMs } of [atOnce, afterPause]) {
    expect(busy.filter((stretch) => stretch.fromMs <= fromMs && toMs <= stretch.toMs)).toHaveLength(1);
  }
  expect(busy.every(({ fromMs, toMs }) => fromMs < toMs)).toBe(true);
});

it('what runs in one turn after the other without a pause is one stretch', async () => {
  const unwatch = watchLoop();
  const first = work(15);
  let last = first;
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    last = work(15);
  }
  await setTimeout(15);
  const busy = unwatch()?.busy ?? [];
  expect(busy.filter(({ fromMs, toMs }) => fromMs <= first.fromMs && last.toMs <= toMs)).toHaveLength(1);
});
