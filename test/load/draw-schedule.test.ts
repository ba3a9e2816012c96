import { expect, it } from 'vitest';
import { drawSchedule } from '../../src/load/draw-schedule.ts';
import { planStages } from '../../src/load/plan-stages.ts';
import { workloadSchema } from '../../src/contract/load/workload.ts';
import { STAGE } from './build-samples.ts';

it('a seed draws the same requests at the same times, and another seed others', () => {
  const drawn = [...drawSchedule(STAGE, 100, [1, 1], 7)];
  expect([...drawSchedule(STAGE, 100, [1, 1], 7)]).toEqual(drawn);
  expect([...drawSchedule(STAGE, 100, [1, 1], 8)].slice(0, 3)).not.toEqual(drawn.slice(0, 3));
});

it('arrivals are a Poisson process: as many as asked for, and gaps that vary as much as they last', () => {
  const drawn = [...drawSchedule({ ...STAGE, measuredMs: 200_000 }, 50, [1], 3)];
  expect(Math.abs(drawn.length - 10_000)).toBeLessThan(4 * Math.sqrt(10_000));
  const gaps = drawn.slice(1).map(({ atMs }, at) => atMs - (drawn[at]?.atMs ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  expect(spread / mean).toBeCloseTo(1, 1);
});

it('what is asked follows its weights, and which part of a stage it is in its time', () => {
  const timing = { stage: 0, warmUpMs: 1_000, measuredMs: 20_000, coolDownMs: 500 };
  const drawn = [...drawSchedule(timing, 200, [3, 1], 1)];
  const share = drawn.filter(({ choice }) => choice === 0).length / drawn.length;
  expect(Math.abs(share - 0.75)).toBeLessThan(0.03);
  expect(drawn.every(({ atMs, phase }) => (phase === 'warm-up') === atMs < 1_000)).toBe(true);
  expect(drawn.every(({ atMs, phase }) => (phase === 'cool-down') === atMs >= 21_000)).toBe(true);
});

const sweep = (cap: number) => [
  [1, 'up', cap],
  [2, 'up', cap],
  [4, 'up', cap],
  [2, 'down', cap],
  [1, 'down', cap],
];

it('a sweep goes up and comes down again, for each output cap', () => {
  const workload = workloadSchema.parse({ ratesPerSecond: [4, 1, 2], outputCaps: [16, 64], seconds: 20 });
  const stages = planStages(workload);
  const seen = stages.map(({ load, direction, outputCap }) => [
    'perSecond' in load && load.perSecond,
    direction,
    outputCap,
  ]);
  expect(seen).toEqual([...sweep(16), ...sweep(64)]);
  expect(stages[0]).toMatchObject({ warmUpMs: 2_000, measuredMs: 20_000, coolDownMs: 2_000 });
});
