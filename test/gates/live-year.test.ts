import { describe, expect, it } from 'vitest';
import {
  buildWorld,
  expectedEvidence,
  type PromptOutcomes,
} from '../../src/gates/calibration/build-world.ts';
import { countYears, truthOf } from '../../src/gates/calibration/count-years.ts';
import { drawNight, liveYear, type JudgedCriterion } from '../../src/gates/calibration/live-year.ts';
import { judgeCalibration } from '../../src/gates/calibration/judge-calibration.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { criterionOf, promptsOf, sideOf } from './build-evidence.ts';

const CUT = { of: 2, missing: 0, held: 1 };
const WELL_AND_CUT = [
  { manner: 0, chance: 0.9 },
  { manner: 1, chance: 0.1 },
];

function side(manner: number) {
  return manner === 1 ? sideOf({ uncut: CUT }) : sideOf();
}

function names(first: number, other: number): readonly string[] {
  return first === other ? [] : [`differs ${first} ${other}`];
}

/** Prompts that are alike: manner 1 cuts one of two answers, and breaks a client. */
function alike(count: number): readonly PromptOutcomes[] {
  return Array.from({ length: count }, (_, at) => ({
    timesMs: [100],
    rowOf(baseline, candidate, second) {
      const breaks = { candidate: names(baseline, candidate), noise: names(baseline, second), uncompared: 0 };
      const [row] = promptsOf(1, { baseline: side(baseline), candidate: side(candidate), breaks }, at);
      if (row === undefined) throw new Error('one was made');
      return row;
    },
  }));
}

const truncation = criterionOf('truncation-rate-change', 0.02);
const worse = [
  { manner: 0, chance: 0.7 },
  { manner: 1, chance: 0.3 },
];
const judgedBy = (criterion: typeof truncation): readonly JudgedCriterion[] => [
  { stage: 'canary', criterion, among: 1 },
];
const NIGHTS = { looks: 40, nights: 'together', once: null } as const;

describe('a world of nights', () => {
  it('takes prompts that are alike as one, and knows what each metric truly is in it', () => {
    const world = buildWorld(alike(50), { baseline: WELL_AND_CUT, candidate: worse }, { bySuite: false });
    expect(world.groups).toHaveLength(1);
    expect(world.groups[0]?.prompts).toBe(50);
    expect(world.groups[0]?.outcomes.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12);
    expect(truthOf(truncation, expectedEvidence(world))).toBeCloseTo(0.1, 9);
    const same = buildWorld(alike(50), { baseline: worse, candidate: worse }, { bySuite: false });
    expect(truthOf(truncation, expectedEvidence(same))).toBeCloseTo(0, 9);
    expect(truthOf(criterionOf('breaking-differences', 0.02), expectedEvidence(same))).toBeCloseTo(0, 9);
  });

  it('gives each outcome as often as its chance says, and every prompt one a night', () => {
    const world = buildWorld(alike(50), { baseline: WELL_AND_CUT, candidate: worse }, { bySuite: false });
    const counts = world.rows.map(() => 0);
    const random = seededRandom('nights');
    for (let night = 0; night < 2_000; night += 1) {
      drawNight(world, (row, count) => (counts[row] = (counts[row] ?? 0) + count), random);
    }
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100_000);
    for (const { row, chance } of world.groups[0]?.outcomes ?? []) {
      const error = Math.sqrt((chance * (1 - chance)) / 100_000);
      expect(Math.abs((counts[row] ?? 0) / 100_000 - chance)).toBeLessThan(4 * error);
    }
  });
});

describe('a year of nights', () => {
  const world = buildWorld(alike(50), { baseline: WELL_AND_CUT, candidate: worse }, { bySuite: false });
  const year = (seed: number) => liveYear(world, judgedBy(truncation), NIGHTS, seededRandom('year', seed));

  it('finds what is worse, the same night again from the same seed', () => {
    const [first] = year(1);
    expect(first?.failedAt).toBeGreaterThan(1);
    expect(first?.passedAt).toBeNull();
    expect(year(1)).toEqual(year(1));
    expect(Array.from({ length: 8 }, (_, seed) => year(seed)[0]?.failedAt)).not.toEqual(
      Array.from({ length: 8 }, () => first?.failedAt),
    );
  });

  it('takes longer where each night is judged alone', () => {
    const alone = { ...NIGHTS, nights: 'alone' } as const;
    const [apart] = liveYear(world, judgedBy(truncation), alone, seededRandom('year', 1));
    expect(apart?.failedAt ?? 99).toBeGreaterThan(year(1)[0]?.failedAt ?? 99);
  });

  it('looks once at what is looked at once, on the night that was set', () => {
    const judged = judgedBy(criterionOf('p95-latency-ratio', 1.1, { look: 'once' }));
    const slow = promptsOf(200, { candidate: sideOf({}, [300]) });
    const evidence = () => ({
      prompts: slow,
      sources: ['live' as const],
      traffic: null,
      earlier: null,
      past: null,
      candidate: null,
      ageHours: 0,
      unfinished: [],
      lost: null,
      leftOut: [],
      modesLeftOut: [],
      changes: [],
    });
    const [timed] = liveYear(world, judged, { ...NIGHTS, once: { night: 5, evidence } }, seededRandom(1));
    expect(timed).toEqual({ failedAt: 5, passedAt: null });
  });
});

describe('the count of years', () => {
  const about = { id: 'w', means: 'as said', equal: true, nights: 'together' } as const;
  const of = (failed: number, passed: number, years: number, equal = true) =>
    countYears(
      { ...about, equal },
      judgedBy(truncation),
      [{ truth: equal ? 0.01 : 0.1, equal: 0 }],
      Array.from({ length: years }, (_, at) => [
        { failedAt: at < failed ? 1 + (at % 3) : null, passedAt: at < passed ? 4 : null },
      ]),
    );

  it('says how often, after how many nights, and between what', () => {
    const { criteria, stopped } = of(9, 0, 10);
    expect(criteria[0]).toMatchObject({ allowed: true, touched: true, failed: { count: 9, of: 10 } });
    expect(criteria[0]?.looksToFail).toMatchObject({ mean: 2, of: 9 });
    expect(stopped[0]?.years.low).toBeCloseTo(0.5550, 4); // prettier-ignore
  });

  it('takes no stop for false where a side truly breaks its threshold', () => {
    expect(of(9, 0, 10, false).stopped[0]?.years.count).toBe(0);
  });

  it('keeps the promise where few years are stopped, and opens nothing that is not allowed', () => {
    const verdict = (...worlds: ReturnType<typeof of>[]) => judgeCalibration({ worlds });
    expect(verdict(of(50, 0, 2_000))).toBe('pass');
    expect(verdict(of(200, 0, 2_000))).toBe('fail');
    expect(verdict(of(0, 0, 20))).toBe('inconclusive');
    expect(verdict(of(50, 0, 2_000), of(400, 60, 400, false))).toBe('fail');
    expect(verdict()).toBe('inconclusive');
  });
});
