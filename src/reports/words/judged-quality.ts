import type { Agreement } from '../../contract/opinions/agreement.ts';
import type { TargetSummary } from '../../contract/runs/summary.ts';
import { count, interval, percent, plural } from '../text/format.ts';
import { spellKappa } from './spell-kappa.ts';

/**
 * What a judge model says of each target, never without how far it agrees with people: the one place where reports for
 * people word it. Nothing where no judge was asked.
 */
export function judgedQuality(
  targets: readonly TargetSummary[],
  judge: Agreement | null,
  isSynthetic: boolean,
): string[] {
  if (judge === null) return [];
  const { target, n, date } = judge;
  const shares = targets.map(({ id, judgedQuality: judged }) => {
    if (judged === null) return `${id} -`;
    const { share, judged: labelled, unjudged } = judged;
    const of = `of ${count(labelled)} ${plural(labelled, 'answer')}`;
    const silent = unjudged === 0 ? '' : `, ${count(unjudged)} more without a label`;
    return `${id} ${[percent(share), interval(judged)].filter((part) => part !== '').join(' ')} good ${of}${silent}`;
  });
  const own = targets.some(({ id, judgedQuality: judged }) => id === target && judged !== null);
  const measured = `${spellKappa(judge)} on ${count(n)} labels, ${date}`;
  const marks = [
    own ? ` ${target} judged its own answers too.` : '',
    isSynthetic || judge.source !== 'live' ? ' SYNTHETIC' : '',
  ];
  return [
    `Judged quality by ${target} (${measured}): ${shares.join('; ')}. It decides nothing.${marks.join('')}`,
  ];
}
