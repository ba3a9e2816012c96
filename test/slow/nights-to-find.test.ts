import { describe, expect, it } from 'vitest';
import type { PromptOutcomes } from '../../src/gates/calibration/build-world.ts';
import type { PromptSide } from '../../src/gates/gate-evidence.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { criterionOf, promptsOf, sideOf } from '../gates/build-evidence.ts';
import { binomialChances, LOOKS, looksToFail, PROMPTS, YEARS } from './looks-to-fail.ts';

function cutBy(manner: number): PromptSide {
  return sideOf(manner === 1 ? { uncut: { of: 1, missing: 0, held: 0 } } : {});
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
    // It is not within the margin, and may open falsely with a chance of 5% at most.
    expect(passed.count).toBeLessThanOrEqual(YEARS * 0.05);
  });
});

/** A row whose candidate answers as its manner says. */
const rowBy =
  (
    candidateBy: (manner: number) => PromptSide,
    baselineBy: (manner: number) => PromptSide = () => sideOf(),
  ): PromptOutcomes['rowOf'] =>
  (baseline, candidate) => {
    const [row] = promptsOf(1, { baseline: baselineBy(baseline), candidate: candidateBy(candidate) });
    if (row === undefined) throw new Error('one was made');
    return row;
  };

/** The mean night on which a count that grows by as many of a night's prompts as go wrong is first enough for that night. */
function nightsByCounts(
  q: number,
  enough: (night: number) => number,
): { readonly mean: number; readonly found: number } {
  const each = binomialChances(PROMPTS, q);
  let open = [1];
  let [sum, found] = [0, 0];
  for (let night = 1; night <= LOOKS && found < 1 - 1e-9; night += 1) {
    const least = enough(night);
    const next: number[] = [];
    for (const [count, chance] of open.entries()) {
      for (const [more, of] of each.entries()) {
        if (count + more < least) next[count + more] = (next[count + more] ?? 0) + chance * of;
        else {
          found += chance * of;
          sum += night * chance * of;
        }
      }
    }
    open = Array.from(next, (chance) => chance ?? 0);
  }
  return { mean: sum / found, found };
}

/** The evidence that a rate is above p0, by integrating over what of a Beta(50 p0, 50 (1 - p0)) lies above it: written anew. */
function rateEvidenceAnew(x: number, n: number, p0: number): number {
  const steps = 4_000;
  let [weighted, all] = [0, 0];
  for (let step = 0; step < steps; step += 1) {
    const p = p0 + ((1 - p0) * (step + 0.5)) / steps;
    const prior = p ** (50 * p0 - 1) * (1 - p) ** (50 * (1 - p0) - 1);
    all += prior;
    weighted += prior * Math.exp(x * Math.log(p / p0) + (n - x) * Math.log((1 - p) / (1 - p0)));
  }
  return weighted / all;
}

const schema = (manner: number) => sideOf({ schema: { of: 1, missing: 0, held: 1 - manner } });
const shows = (manner: number) => ({
  ...sideOf(),
  serverErrors: manner === 1 ? ['server_error 599'] : [],
});
const half = (manner: number) => sideOf({ quality: { of: 1, missing: 0, held: 1 - manner / 2 } });

describe('nights to find other breaks agree with an independent computation too', () => {
  it('for a floor under a rate, by recursion over its counts', () => {
    const q = 0.12;
    const { mean, found } = nightsByCounts(q, (night) => {
      const n = night * PROMPTS;
      let x = Math.ceil(n * 0.05);
      while (rateEvidenceAnew(x, n, 0.05) < 20) x += 1;
      return x;
    });
    const counted = looksToFail(
      criterionOf('schema-match', 0.95),
      { baseline: 0, candidate: q },
      rowBy(schema),
    );
    expect(found).toBeGreaterThan(0.999);
    expect(counted.failed.count).toBe(YEARS);
    expect(counted.looksToFail?.low).toBeLessThan(mean);
    expect(counted.looksToFail?.high).toBeGreaterThan(mean);
  });

  it('for a class of server error that is new, by recursion over its showings', () => {
    const q = 0.01;
    // Each showing of the candidate alone doubles the evidence, and one class takes 20 x 1 x 2 of it.
    let enough = 0;
    while (2 ** enough < 40) enough += 1;
    const { mean, found } = nightsByCounts(q, () => enough);
    const criterion = criterionOf('new-server-errors', 0, { decide: 'point' });
    const counted = looksToFail(criterion, { baseline: 0, candidate: q }, rowBy(shows));
    expect(found).toBeGreaterThan(0.999);
    expect(counted.failed.count).toBe(YEARS);
    expect(counted.looksToFail?.low).toBeLessThan(mean);
    expect(counted.looksToFail?.high).toBeGreaterThan(mean);
  });

  it('for the betting bound of shares that are no whole numbers, by 20,000 paths', () => {
    const chances = { baseline: 0.04, candidate: 0.3 };
    const margin = 0.02;
    const random = seededRandom('paths of shares');
    const mean = (1 + margin) / 2;
    const paths = 20_000;
    let sum = 0;
    for (let path = 0; path < paths; path += 1) {
      const wealth = Array.from({ length: 8 }, () => 0);
      let [night, evidence] = [0, 0];
      while (evidence < 20 && night < LOOKS) {
        night += 1;
        for (let prompt = 0; prompt < PROMPTS; prompt += 1) {
          // Either side loses half of what its answer is worth.
          const rise = (Number(random() < chances.candidate) - Number(random() < chances.baseline)) / 2;
          for (let bet = 0; bet < 8; bet += 1) {
            wealth[bet] =
              (wealth[bet] ?? 0) + Math.log(1 + (0.75 / mean) * 2 ** -bet * ((1 + rise) / 2 - mean));
          }
        }
        evidence = wealth.reduce((total, log) => total + Math.exp(log), 0) / 8;
      }
      sum += night;
    }
    const counted = looksToFail(criterionOf('quality-change', -margin), chances, rowBy(half, half));
    expect(counted.looksToFail?.of).toBe(YEARS);
    expect(counted.looksToFail?.low).toBeLessThan(sum / paths);
    expect(counted.looksToFail?.high).toBeGreaterThan(sum / paths);
  });
});
