import { expect, it } from 'vitest';
import { countArms } from '../../src/traffic/count-arms.ts';

it('counts each arm by stretches of ten seconds, and what is older than an hour together', () => {
  let now = 0;
  const counts = countArms(() => now);
  const total = { bad: 0, n: 0 };
  for (let at = 0; at < 20_000; at += 1) {
    now += 1_000;
    const isBad = at % 7 === 0;
    counts.count({ arm: 'candidate', isBad, bucket: at % 30 });
    total.n += 1;
    if (isBad) total.bad += 1;
  }
  const bins = counts.bins('candidate');
  expect(bins.length).toBeLessThan(365);
  expect(bins.at(-2)?.tally.n).toBe(10);
  expect(
    bins.reduce((sum, { tally }) => ({ bad: sum.bad + tally.bad, n: sum.n + tally.n }), { bad: 0, n: 0 }),
  ).toEqual(total);
  expect(
    bins.filter(({ fromMs }) => fromMs > now - 3_600_000).reduce((sum, { tally }) => sum + tally.n, 0),
  ).toBeGreaterThan(3_590);
  expect(counts.bins('baseline')).toEqual([]);
});

it('knows of each stretch who failed most, of however many, and of all time together', () => {
  let now = 0;
  const counts = countArms(() => now);
  const fail = (bucket: number): void => counts.count({ arm: 'candidate', isBad: true, bucket });
  for (let at = 0; at < 9_000; at += 1) {
    now += 1_000;
    fail(at % 10_000);
    fail(77);
  }
  const bins = counts.bins('candidate');
  expect(bins.every(({ failing }) => failing.size <= 16)).toBe(true);
  expect(bins.at(-2)?.failing.get(77)).toBe(10);
  expect(bins.reduce((sum, { failing }) => sum + (failing.get(77) ?? 0), 0)).toBeGreaterThan(8_990);
});
