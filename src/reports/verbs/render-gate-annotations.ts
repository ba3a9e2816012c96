import type { CriterionResult, Decision, GateVerdict } from '../../contract/gates/decision.ts';
import type { PromptPlace } from '../../contract/runs/report.ts';
import { plantedInGate } from '../words/planted.ts';
import { renderAnnotations, type Annotation, type GithubOptions } from '../formats/render-github.ts';

const LEVELS: Readonly<Record<GateVerdict, Annotation['level']>> = {
  open: 'notice',
  closed: 'error',
  inconclusive: 'warning',
};

/** A gate as annotations of GitHub: its verdict, then each criterion that does not hold, where it stands. */
export function renderGateAnnotations(
  decision: Decision,
  placeOf: (result: CriterionResult) => Pick<PromptPlace, 'file' | 'line' | 'column'> | null,
  { inRepository }: GithubOptions,
): string {
  const { stage, verdict, sentence, synthetic, criteria, askAgain } = decision;
  const command = askAgain?.command ?? null;
  const first: Annotation = {
    level: LEVELS[verdict],
    title: `gate of ${stage}: ${verdict.toUpperCase()}${synthetic ? ' SYNTHETIC' : ''}`,
    lines: [sentence, ...plantedInGate(decision), ...(command === null ? [] : [command])],
    place: null,
  };
  const open = criteria.filter((result) => result.verdict !== 'pass');
  return renderAnnotations(
    [
      first,
      ...open.map((result): Annotation => ({
        level: result.verdict === 'fail' && result.required ? 'error' : 'warning',
        title: `${result.id} ${result.verdict === 'fail' ? 'fails' : 'is undecided'}${result.required ? '' : ' (advisory)'}`,
        lines: [result.reason],
        place: placeOf(result),
      })),
    ],
    inRepository,
  );
}
