import type { CriterionResult, Decision } from '../../contract/gates/decision.ts';
import { clipText } from '../text/clip-text.ts';
import { plantedInGate } from '../words/planted.ts';
import { codeSpan, escapeMarkdown } from '../text/escape-text.ts';
import { count } from '../text/format.ts';

const MARKS = { pass: '✓ holds', fail: '✗ fails', inconclusive: '? undecided' } as const;
/** Of a reason, which may hold what a provider said. */
const LONGEST = 2000;

/** A gate as GitHub-flavoured Markdown, for the summary of a step: its verdict, what it rests on, its criteria in a table. */
export function renderGateMarkdown(decision: Decision): string {
  const { stage, verdict, sentence, synthetic, migration, policy, evidence, criteria, askAgain } = decision;
  const command = askAgain?.command ?? null;
  const about = [`Policy ${policy}`, ...(migration === null ? [] : [`migration ${migration}`])];
  const sides = (['baseline', 'candidate'] as const).map(
    (side) =>
      `- ${side}: ${codeSpan(evidence[side].target)}, run ${codeSpan(evidence[side].run)}, evidence root ${codeSpan(evidence[side].evidenceRoot)}`,
  );
  return `${[
    `## Gate of ${stage}: ${verdict.toUpperCase()}${synthetic ? ' (SYNTHETIC)' : ''}`,
    escapeMarkdown(clipText(sentence, LONGEST)),
    ...plantedInGate(decision),
    `${escapeMarkdown(about.join(', '))}:`,
    sides.join('\n'),
    ['| criterion | verdict | n | why |', '| --- | --- | ---: | --- |', ...criteria.map(row)].join('\n'),
    ...(command === null ? [] : [`To ask again what would decide it: ${codeSpan(command)}`]),
  ].join('\n\n')}\n`;
}

function row({ id, required, verdict, n, reason }: CriterionResult): string {
  const cells = [
    `${escapeMarkdown(id)}${required ? '' : ' (advisory)'}`,
    verdict === 'pass' ? MARKS[verdict] : `**${MARKS[verdict]}**`,
    count(n),
    escapeMarkdown(clipText(reason, LONGEST)),
  ];
  return `| ${cells.join(' | ')} |`;
}
