import { signEValue } from '../stats/sign-e-value.ts';
import { barOf, ENOUGH, isConfirmed, isUnconfirmed, PAIRS_AGAIN } from './confirm-again.ts';
import { countOf, type PromptEvidence } from './gate-evidence.ts';
import { changeOf, riseOf, type PairedShare } from './measure-change.ts';
import { alphaOf, unknown, type Meter } from './measured.ts';

/** Few prompts find a large break. */
const PRIOR = 1;
const MOST_NAMED = 3;

/**
 * The share of prompts on which the candidate breaks a client, beyond that on which the baseline breaks it by itself.
 * Breaks that are more than the baseline's noise fail: of all prompts together, or of one that was asked again. One that is
 * was not asked again often enough leaves it open.
 */
export const measureBreaks: Meter = ({ prompts }, criterion, more) => {
  const compared = prompts.filter(
    ({ baseline, candidate }) => baseline.measures.answered.of > 0 && candidate.measures.answered.of > 0,
  );
  const change = changeOf(compared.map(shareOf), criterion, more);
  if (change.what === 'unknown') return unknown('no prompt was compared');
  return { ...riseOf(change), against: againstPass(compared, Math.max(1 / alphaOf(criterion), ENOUGH)) };
};

/** What was not compared may break, and the baseline's own noise is what was seen of it. */
function shareOf({ breaks, times }: PromptEvidence): PairedShare {
  const doesBreak = breaks.candidate.length > 0 || breaks.uncompared > 0;
  return {
    baseline: breaks.noise === null || breaks.noise.length === 0 ? 1 : 0,
    candidate: doesBreak ? 0 : 1,
    times,
  };
}

/**
 * Evidence of `enough` fails. Less of it, and no less than alarms by itself, never passes: to be surer of a failure is no
 * reason to let more of it stand.
 */
function againstPass(
  prompts: readonly PromptEvidence[],
  enough: number,
): { readonly verdict: 'fail' | 'inconclusive'; readonly reason: string } | null {
  const confirmed = prompts.find(({ again }) => again !== null && isConfirmed(again, barOf(prompts, enough)));
  if (confirmed !== undefined) return { verdict: 'fail', reason: confirmedReason(confirmed) };
  const broken = prompts.filter(({ breaks }) => breaks.candidate.length > 0);
  const twice = prompts.filter(({ breaks }) => breaks.noise !== null);
  const worse = twice.filter(({ breaks }) => breaks.candidate.length > 0 && breaks.noise?.length === 0);
  const better = twice.filter(({ breaks }) => breaks.candidate.length === 0 && breaks.noise?.length !== 0);
  const together = signEValue(countOf(worse), countOf(better), PRIOR);
  const more = `${namesOf(broken)} breaks a client on ${spellCount(broken)}, more than the baseline by itself`;
  if (together >= enough) return { verdict: 'fail', reason: more };
  const bar = barOf(prompts, ENOUGH);
  const open = broken.filter(({ again }) => again === null || !isUnconfirmed(again, bar));
  if (open.length === 0) {
    return together >= ENOUGH ? { verdict: 'inconclusive', reason: more } : againstMissing(prompts);
  }
  const isDue = open.some(({ again }) => again === null || again.pairs < PAIRS_AGAIN);
  const decides = isDue
    ? 'asking again decides'
    : 'it was asked again, and too many pairs speak for it or gave no answer on both sides';
  const reason = `${namesOf(open)} on ${spellCount(open)} is not shown apart from the baseline's own noise: ${decides}`;
  return { verdict: 'inconclusive', reason };
}

function confirmedReason({ prompt, breaks, again }: PromptEvidence): string {
  const what = breaks.candidate.length === 0 ? 'the candidate' : namesOf([{ breaks }]);
  const pairs = `${again?.worse} of ${again?.pairs} pairs, the baseline alone in ${again?.better}`;
  return `${what} breaks a client on ${prompt}, which was asked again: ${pairs}`;
}

function namesOf(prompts: readonly Pick<PromptEvidence, 'breaks'>[]): string {
  const names = [...new Set(prompts.flatMap(({ breaks }) => breaks.candidate))].toSorted();
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more kinds` : '';
  return `${names.slice(0, MOST_NAMED).join(', ')}${rest}`;
}

function spellCount(prompts: readonly PromptEvidence[]): string {
  const many = countOf(prompts);
  return many === 1 ? '1 prompt' : `${many} prompts`;
}

function againstMissing(
  prompts: readonly PromptEvidence[],
): { readonly verdict: 'inconclusive'; readonly reason: string } | null {
  const missing = countOf(
    prompts.filter(({ baseline, candidate }) =>
      [baseline, candidate].some(({ measures }) => measures.answered.missing > 0),
    ),
  );
  if (missing === 0) return null;
  return {
    verdict: 'inconclusive',
    reason: `on ${missing} prompts exchanges are missing that may break a client`,
  };
}
