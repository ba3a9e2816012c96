import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Calibration, CriterionYears } from '../../src/contract/calibration.ts';
import { nodeWorld } from '../../src/cli/node-world.ts';
import { judgeCalibration } from '../../src/gates/calibration/judge-calibration.ts';
import { buildWorld, type Manner, type PromptOutcomes } from '../../src/gates/calibration/build-world.ts';
import { countYears } from '../../src/gates/calibration/count-years.ts';
import { liveYear, type JudgedCriterion } from '../../src/gates/calibration/live-year.ts';
import { calibrateGate } from '../../src/runs/calibrate-gate.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { ROOT } from '../e2e/run-cli.ts';
import { criterionOf, promptsOf, sideOf } from '../gates/build-evidence.ts';

const LOOKS = 365;
const PROMPTS = 50;
const YEARS = 400;

function mannersOf(chance: number): readonly Manner[] {
  return [
    { manner: 0, chance: 1 - chance },
    { manner: 1, chance },
  ];
}

function cutBy(manner: number) {
  return sideOf(manner === 1 ? { uncut: { of: 1, missing: 0, held: 0 } } : {});
}

/** Prompts that are alike, whose three answers each come in manner 1 with the chance of their side. */
function looksToFail(
  criterion: JudgedCriterion['criterion'],
  chances: { readonly baseline: number; readonly candidate: number },
  rowOf: PromptOutcomes['rowOf'],
): CriterionYears {
  const prompts = Array.from({ length: PROMPTS }, () => ({ timesMs: [], rowOf }));
  const sides = { baseline: mannersOf(chances.baseline), candidate: mannersOf(chances.candidate) };
  const world = buildWorld(prompts, sides, { bySuite: false });
  const judged: readonly JudgedCriterion[] = [{ stage: 'canary', criterion, among: 1 }];
  const years = Array.from({ length: YEARS }, (_, year) =>
    liveYear(world, judged, { looks: LOOKS, nights: 'together', once: null }, seededRandom('slow', year)),
  );
  const about = { id: 'w', means: 'w', equal: false, nights: 'together' } as const;
  const [row] = countYears(about, judged, [{ truth: 1, equal: 0 }], years).criteria;
  if (row === undefined) throw new Error('one criterion was judged');
  return row;
}

/** One that two manners differ in, where the baseline always answers in the first. */
const breaksRow: PromptOutcomes['rowOf'] = (baseline, candidate, second) => {
  const names = (manner: number): readonly string[] => (manner === baseline ? [] : ['a break']);
  const breaks = { candidate: names(candidate), noise: names(second), uncompared: 0 };
  const [row] = promptsOf(1, { breaks });
  if (row === undefined) throw new Error('one was made');
  return row;
};

const cutRow: PromptOutcomes['rowOf'] = (baseline, candidate) => {
  const [row] = promptsOf(1, { baseline: cutBy(baseline), candidate: cutBy(candidate) });
  if (row === undefined) throw new Error('one was made');
  return row;
};

/** The coin's evidence by integrating over the half of Beta(1, 1) that is worse, in 2,000 steps: written anew. */
function coinEvidence(worse: number, better: number): number {
  const steps = 2_000;
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    const p = 0.5 + (0.5 * (step + 0.5)) / steps;
    sum += Math.exp(worse * Math.log(2 * p) + better * Math.log(2 * (1 - p)));
  }
  return sum / steps;
}

function binomialChances(n: number, p: number): readonly number[] {
  const chances = [(1 - p) ** n];
  for (let x = 0; x < n; x += 1) chances.push(((chances[x] ?? 0) * ((n - x) / (x + 1)) * p) / (1 - p));
  return chances;
}

describe('nights to find a break agree with an independent computation', () => {
  it('for the sign process by recursion over its counts, exactly', () => {
    // A prompt is worse with chance q and better never: the baseline answers in one manner.
    const q = 0.01;
    const each = binomialChances(PROMPTS, q).slice(0, 12);
    const evidence = Array.from({ length: 40 }, (_, worse) => coinEvidence(worse, 0));
    let open = [1];
    let [sum, found] = [0, 0];
    for (let night = 1; night <= LOOKS; night += 1) {
      const next: number[] = [];
      for (const [worse, chance] of open.entries()) {
        for (const [more, of] of each.entries()) {
          const total = worse + more;
          if ((evidence[total] ?? Infinity) < 20) next[total] = (next[total] ?? 0) + chance * of;
          else {
            found += chance * of;
            sum += night * chance * of;
          }
        }
      }
      open = Array.from(next, (chance) => chance ?? 0);
    }
    const criterion = criterionOf('breaking-differences', 1);
    const { looksToFail: mean, failed } = looksToFail(criterion, { baseline: 0, candidate: q }, breaksRow);
    expect(failed.count).toBe(YEARS);
    expect(found).toBeGreaterThan(0.999);
    expect(mean?.low).toBeLessThan(sum / found);
    expect(mean?.high).toBeGreaterThan(sum / found);
  });

  it('for the betting bound by 20,000 paths', () => {
    const chances = { baseline: 0.02, candidate: 0.12 };
    const margin = 0.02;
    const random = seededRandom('paths');
    const m = (1 - margin) / 2;
    const paths = 20_000;
    let sum = 0;
    for (let path = 0; path < paths; path += 1) {
      // Of the rise: 0 where the baseline alone is cut, 1 where the candidate alone is. Null: its mean is (1 + margin) / 2.
      const wealth = Array.from({ length: 8 }, () => 0);
      let night = 0;
      let evidence = 0;
      while (evidence < 20 && night < LOOKS) {
        night += 1;
        for (let prompt = 0; prompt < PROMPTS; prompt += 1) {
          const rise = Number(random() < chances.candidate) - Number(random() < chances.baseline);
          const value = (1 + rise) / 2;
          for (let bet = 0; bet < 8; bet += 1) {
            const stake = (0.75 / (1 - m)) * 2 ** -bet;
            wealth[bet] = (wealth[bet] ?? 0) + Math.log(1 + stake * (value - (1 - m)));
          }
        }
        evidence = wealth.reduce((total, log) => total + Math.exp(log), 0) / 8;
      }
      sum += night;
    }
    const criterion = criterionOf('truncation-rate-change', margin);
    const { looksToFail: mean, passed } = looksToFail(criterion, chances, cutRow);
    expect(mean?.of).toBe(YEARS);
    expect(mean?.low).toBeLessThan(sum / paths);
    expect(mean?.high).toBeGreaterThan(sum / paths);
    // It is not within the margin, and may open falsely with a chance of 5 % at most.
    expect(passed.count).toBeLessThanOrEqual(YEARS * 0.05);
  });
});

function calibrated(): Promise<Calibration> {
  return calibrateGate(
    {
      config: join(ROOT, 'llama-contract.config.yaml'),
      out: 'reports',
      migration: 'vllm-to-bedrock',
      baseline: null,
      policy: 'default',
      stage: null,
      suites: ['extraction', 'bug-triage'],
      seed: 1,
      years: 200,
    },
    nodeWorld(),
    new AbortController().signal,
    () => undefined,
  );
}

describe('200 years of nights', () => {
  it('of equal sides are stopped in few, and candidates that are not allowed are found and not opened', async () => {
    const began = process.cpuUsage();
    const calibration = await calibrated();
    const { user, system } = process.cpuUsage(began);
    // In microseconds: how long it takes on a machine that does nothing else.
    expect(user + system).toBeLessThan(60_000_000);
    const [equal] = calibration.worlds;
    const stopped = equal?.stopped.map(({ years }) => years.count) ?? [99];
    expect(Math.max(...stopped)).toBeLessThanOrEqual(4);
    expect(judgeCalibration(calibration)).not.toBe('fail');
    const rows = calibration.worlds.filter(({ equal: same }) => !same).flatMap(({ id, criteria }) => criteria.map((row) => ({ id, row }))); // prettier-ignore
    const bad = rows.filter(({ row }) => !row.allowed && row.metric !== 'new-server-errors');
    expect(bad.length).toBeGreaterThan(5);
    expect(bad.filter(({ row }) => row.passed.low > 0.05).map(({ id, row }) => `${id} ${row.id}`)).toEqual(
      [],
    );
    const key8 = rows.filter(({ id, row }) => id === 'key-8' && row.id === 'schema');
    expect(key8.map(({ row }) => row.failed.count === row.failed.of)).toEqual([true, true]);
  });
});
