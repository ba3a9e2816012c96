import { describe, expect, it } from 'vitest';
import { verdictOn } from '../../src/gates/judge-criterion.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { criterionOf, evidenceOf, promptsOf, sideOf } from '../gates/build-evidence.ts';
import { openBook, runAt } from '../gates/evidence-book.ts';

const truncation = criterionOf('truncation-rate-change', 0.1);
const BAD = { of: 2, missing: 0, held: 0 };

/** So many of `sequences` in which a candidate that is exactly at the limit passes. */
function wrongly(verdict: 'pass' | 'fail', maxAgeHours: number, sequences: number): number {
  let wrong = 0;
  for (let seed = 1; seed <= sequences; seed += 1) {
    const random = seededRandom(seed);
    const book = openBook({ maxAgeHours });
    for (let night = 1; night <= 25; night += 1) {
      // Either way its truth is on the border of what would be right.
      const cut = Array.from({ length: 60 }, () => random() < 0.1).filter(Boolean).length;
      const prompts = [...promptsOf(60 - cut), ...promptsOf(cut, { candidate: sideOf({ uncut: BAD }) }, 60)];
      const { earlier } = book.judge(runAt(night * 24, prompts), night * 24);
      if (verdictOn(truncation, evidenceOf(prompts, { earlier })) !== verdict) continue;
      wrong += 1;
      break;
    }
  }
  return wrong / sequences;
}

describe('gates that are asked after every run of a sequence', () => {
  it('open falsely, or close falsely, in no more of them than the confidence says', () => {
    expect(wrongly('pass', Infinity, 300)).toBeLessThanOrEqual(0.05);
    expect(wrongly('fail', Infinity, 300)).toBeLessThanOrEqual(0.05);
  });

  it('do so in no more than as many again where evidence grows old and begins anew', () => {
    expect(wrongly('pass', 72, 300)).toBeLessThanOrEqual(0.1);
    expect(wrongly('fail', 72, 300)).toBeLessThanOrEqual(0.1);
  });
});
