import { isDeepStrictEqual } from 'node:util';
import type { AlterationClass } from './alteration.ts';
import { createReadMeaning } from './answer-meaning.ts';
import type { GivenAnswer } from './given-answer.ts';
import type { Subject } from './subject.ts';

/** A wrong answer, made. */
interface AlteredAnswer {
  readonly class: string;
  readonly at: string;
  readonly what: string;
  readonly answer: GivenAnswer;
}

export interface AlteredAnswers {
  readonly altered: readonly AlteredAnswer[];
  /** How many alterations turned out to be right: the approved answer, or an accepted one, in other words. */
  readonly unchanged: number;
}

/** Alterations of one class in one answer: enough to meet each kind of place, and no class drowns the others. */
const MOST = { often: 4, rare: 12 } as const;

/**
 * Wrong answers of every class, some of each, chosen by the subject's chance. What says the same as a right answer (the
 * approved one, or one of `accepted`) is left out and counted.
 */
export function alterAnswer(
  subject: Subject,
  classes: readonly AlterationClass[],
  accepted: readonly GivenAnswer[],
): AlteredAnswers {
  const readMeaning = createReadMeaning(subject.prompt);
  const right = [subject.answer, ...accepted].map(readMeaning);
  const isRight = (answer: GivenAnswer): boolean => {
    const meaning = readMeaning(answer);
    return right.some((other) => isDeepStrictEqual(meaning, other));
  };
  const altered: AlteredAnswer[] = [];
  let unchanged = 0;
  for (const { name, alter, isRare } of classes) {
    const most = isRare === true ? MOST.rare : MOST.often;
    const seen = new Set<string>();
    for (const { at, what, answer } of shuffle([...alter(subject)], subject)) {
      if (seen.size >= most) break;
      const given = answer();
      const spelt = JSON.stringify(given);
      if (seen.has(spelt)) continue;
      if (isRight(given)) {
        unchanged += 1;
        continue;
      }
      seen.add(spelt);
      altered.push({ class: name, at, what, answer: given });
    }
  }
  return { altered, unchanged };
}

/** Fisher and Yates. */
function shuffle<T>(items: readonly T[], { random }: Subject): readonly T[] {
  const shuffled = [...items];
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const [mine, its] = [shuffled[index], shuffled[other]];
    if (mine === undefined || its === undefined) continue;
    shuffled[index] = its;
    shuffled[other] = mine;
  }
  return shuffled;
}
