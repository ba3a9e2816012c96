import type { PreparedPrompt } from '../../checks/prepare-prompt.ts';
import type { JudgeApart } from '../../checks/slow-value.ts';
import type { GoldenAnswer } from '../../contract/suites/prompt.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { givenOf } from '../../fuzz/alterations/given-answer.ts';
import { judgeGiven } from './judge-given.ts';

const MOST_TOLD = 3;

/** Accepted variants that a run would refuse: its comparators ask for more than the team does. */
export async function judgeVariants(
  prepared: PreparedPrompt,
  accepted: readonly GoldenAnswer[],
  path: Path,
  judgeApart: JudgeApart,
): Promise<readonly ProblemAt[]> {
  const judged = await Promise.all(
    accepted.map((answer) => judgeGiven(prepared, givenOf(answer), judgeApart)),
  );
  return judged.flatMap(({ state, reason, findings }, index) => {
    if (state === 'passed') return [];
    const why = findings
      .slice(0, MOST_TOLD)
      .map(({ code, pointer, message }) => `${code}${pointer === '' ? '' : ` at ${pointer}`}, ${message}`);
    const message = `a variant that "${prepared.prompt.id}" accepts fails: ${why.join('; ') || reason}`;
    const mend = 'loosen what this place is compared by, or take the variant out';
    return [problemAt([...path, 'accepts', index], message, { mend })];
  });
}
