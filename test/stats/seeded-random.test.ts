import { expect, it } from 'vitest';
import { drawDelay } from '../../src/simulator/latency.ts';
import { seededRandom, seededUuid } from '../../src/stats/seeded-random.ts';

const draws = (n: number, ...labels: (string | number)[]): number[] => {
  const random = seededRandom(...labels);
  return Array.from({ length: n }, () => random());
};

it('equal labels draw equal numbers, others do not', () => {
  expect(draws(5, 1, 'a')).toEqual(draws(5, 1, 'a'));
  expect(draws(5, 1, 'a')).not.toEqual(draws(5, 1, 'b'));
  expect(draws(5, 1, 'a')).not.toEqual(draws(5, 2, 'a'));
  expect(draws(5, 'ab', 'c')).not.toEqual(draws(5, 'a', 'bc'));
});

it('numbers are spread evenly over [0, 1)', () => {
  const all = Array.from({ length: 200 }, (_, seed) => draws(50, seed)).flat();
  const tenths = Array.from({ length: 10 }, (_, k) => all.filter((x) => Math.floor(x * 10) === k).length);
  expect(tenths.reduce((sum, n) => sum + n)).toBe(10_000);
  for (const n of tenths) expect(Math.abs(n - 1000)).toBeLessThan(150);
});

it('ids are version 4 UUIDs', () => {
  const ids = Array.from({ length: 50 }, (_, n) => seededUuid('x', n));
  expect(new Set(ids).size).toBe(50);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('delays lie around their median, and none are none', () => {
  const random = seededRandom('delays');
  const delays = Array.from({ length: 999 }, () => drawDelay({ medianMs: 20, sigma: 0.5 }, random)).sort(
    (a, b) => a - b,
  );
  expect(delays[499]).toBeCloseTo(20, -0.5);
  expect(delays[0]).toBeGreaterThan(0);
  expect(drawDelay({ medianMs: 0, sigma: 0.5 }, random)).toBe(0);
});
