import { unknownName, type ProblemAt } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';

/** The judge is a target of this file. */
export function checkJudge({ judge, known }: Draft): readonly ProblemAt[] {
  if (judge === null || known.targets === null || known.targets.includes(judge.target)) return [];
  return [unknownName(['judge', 'target'], 'target', judge.target, known.targets)];
}
