import type { CriterionYears } from '../../src/contract/gates/calibration.ts';
import { buildWorld, type Manner, type PromptOutcomes } from '../../src/gates/calibration/build-world.ts';
import { countYears } from '../../src/gates/calibration/count-years.ts';
import { liveYear, type JudgedCriterion } from '../../src/gates/calibration/live-year.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';

export const LOOKS = 365;
export const PROMPTS = 50;
export const YEARS = 400;

function mannersOf(chance: number): readonly Manner[] {
  return [
    { manner: 0, chance: 1 - chance },
    { manner: 1, chance },
  ];
}

/** Prompts that are alike, whose three answers each come in manner 1 with the chance of their side. */
export function looksToFail(
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

/** The chances of 0 to n. */
export function binomialChances(n: number, p: number): readonly number[] {
  const chances = [(1 - p) ** n];
  for (let x = 0; x < n; x += 1) chances.push(((chances[x] ?? 0) * ((n - x) / (x + 1)) * p) / (1 - p));
  return chances;
}
