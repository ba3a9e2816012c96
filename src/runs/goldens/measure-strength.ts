import type { PreparedPrompt } from '../../checks/prepare-prompt.ts';
import type { JudgeApart } from '../../checks/slow-value.ts';
import type { Strength } from '../../contract/suites/strength.ts';
import { alterAnswer } from '../../fuzz/alterations/alter-answer.ts';
import { ALTERATION_CLASSES } from '../../fuzz/alterations/registry.ts';
import { givenOf } from '../../fuzz/alterations/given-answer.ts';
import { readSubject } from '../../fuzz/alterations/subject.ts';
import { tallyStrength, type Judged } from '../../fuzz/alterations/tally-strength.ts';
import { seededRandom } from '../../stats/seeded-random.ts';
import { checksPassedBy } from '../judge/judge-given.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';

/**
 * Alters every approved answer in every way of the catalogue, and judges each altered answer as a run would judge a
 * target's: whether it passes, and by what. That is the same in both modes, so each is judged once. The same seed gives
 * the same figures, whatever else is measured beside.
 */
export async function measureStrength(
  prompts: readonly Pick<ReadyPrompt, 'prepared' | 'accepted'>[],
  seed: number,
  judgeApart: JudgeApart,
): Promise<Strength> {
  const judged: Judged[] = [];
  for (const { prepared, accepted } of prompts) {
    const { prompt, golden } = prepared;
    const why = whyUnmeasured(prepared);
    if (golden === null || why !== null) {
      judged.push({ prompt, unchanged: 0, answers: [], why });
      continue;
    }
    const subject = readSubject(prompt, golden.answer, seededRandom('strength', seed, prompt.id));
    const { altered, unchanged } = alterAnswer(subject, ALTERATION_CLASSES, accepted.map(givenOf));
    const answers: Judged['answers'][number][] = [];
    for (const { answer, ...alteration } of altered) {
      answers.push({ ...alteration, passed: await checksPassedBy(prepared, answer, judgeApart) });
    }
    judged.push({ prompt, unchanged, answers, why: null });
  }
  return tallyStrength(judged, ALTERATION_CLASSES, seed);
}

function whyUnmeasured({ golden }: PreparedPrompt): string | null {
  if (golden === null) return 'no golden is approved';
  return golden.answer.error === null ? null : 'its golden expects an error';
}
