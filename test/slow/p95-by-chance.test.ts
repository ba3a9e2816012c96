import { expect, it } from 'vitest';
import { judgeCriterion } from '../../src/gates/judge-criterion.ts';
import { planCriterion } from '../../src/gates/plan-criterion.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { criterionOf, evidenceOf, promptsOf, sideOf } from '../gates/build-evidence.ts';

const LATENCY = criterionOf('p95-latency-ratio', 1.1, { look: 'once' });
const SPREAD = 0.6;
const WORLDS = 60;

/** In how many worlds equal sides of so many prompts, asked once each and with lognormal times, pass. */
function opened(n: number, seed: string): number {
  const random = seededRandom(seed);
  const time = (): number => {
    const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - random())), 2 * Math.PI * random()];
    return 400 * Math.exp(SPREAD * radius * Math.cos(angle));
  };
  return Array.from({ length: WORLDS }, () => {
    const prompts = Array.from({ length: n }, (_, at) =>
      promptsOf(1, { baseline: sideOf({}, [time()]), candidate: sideOf({}, [time()]) }, at),
    );
    return judgeCriterion(LATENCY, evidenceOf(prompts.flat())).verdict;
  }).filter((verdict) => verdict === 'pass').length;
}

const asked = {
  suite: 's',
  hasSchema: true,
  isScored: true,
  hasStream: true,
  inputTokens: 1,
  outputTokens: 1,
};
const assumed = { failing: 0.01, differing: 0.02, spread: SPREAD };
const needed = planCriterion(LATENCY, [asked], 1, assumed).needed ?? Number.NaN;

it('a p95 criterion opens equal sides as often as its plan says, at the prompts that it names', () => {
  expect(needed).toBe(2_189);
  // 80% of 60 worlds are 48; four standard deviations of that are 12.
  const count = opened(needed, 'equal sides');
  expect(count).toBeGreaterThanOrEqual(36);
  expect(count).toBeLessThan(WORLDS);
});
