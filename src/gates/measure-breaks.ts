import { signEValue } from '../stats/sign-e-value.ts';
import { barOf, ENOUGH, isConfirmed, isUnconfirmed, PAIRS_AGAIN } from './confirm-again.ts';
import { earlierOf } from './earlier.ts';
import { countOf, type GateEvidence, type PromptEvidence } from './gate-evidence.ts';
import { changeOf, countsOf, riseOf, type PairedShare } from './measure-change.ts';
import { alphaOf, unknown, type Meter, type Tallied } from './measured.ts';

/** Few prompts find a large break. */
const PRIOR = 1;
const MOST_NAMED = 3;

/**
 * The share of prompts on which the candidate breaks a client, beyond that on which the baseline breaks it by itself.
 * Breaks that are more than the baseline's noise fail: of all prompts together, or of one that was asked again. One that is
 * was not asked again often enough leaves it open.
 */
export const measureBreaks: Meter = (evidence, criterion, more) => {
  const compared = comparedOf(evidence);
  const earlier = earlierOf(evidence, criterion);
  const change = changeOf(compared.map(shareOf), criterion, more, earlier);
  if (change.what === 'unknown') return unknown('no prompt was compared');
  const enough = Math.max(1 / alphaOf(criterion), ENOUGH);
  return { ...riseOf(change), against: againstPass(compared, enough, earlier.alone) };
};

/** What a run adds to that: the share, and the prompts on which one side alone breaks a client. */
export function tallyBreaks(evidence: Pick<GateEvidence, 'prompts'>): Tallied | null {
  const compared = comparedOf(evidence);
  if (compared.length === 0) return null;
  return { counts: countsOf(compared.map(shareOf), 0), alone: aloneOf(compared) };
}

function comparedOf({ prompts }: Pick<GateEvidence, 'prompts'>): readonly PromptEvidence[] {
  return prompts.filter(
    ({ baseline, candidate }) => baseline.measures.answered.of > 0 && candidate.measures.answered.of > 0,
  );
}

type Alone = NonNullable<Tallied['alone']>;

/** Prompts on which one side alone breaks a client, of those that the baseline was asked twice. */
function aloneOf(prompts: readonly PromptEvidence[]): Alone {
  const of = (candidate: boolean): number =>
    countOf(
      prompts.filter(
        ({ breaks }) =>
          breaks.noise !== null &&
          breaks.candidate.length > 0 === candidate &&
          (breaks.noise.length === 0) === candidate,
      ),
    );
  return { baseline: of(false), candidate: of(true) };
}

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
  earlier: Alone,
): { readonly verdict: 'fail' | 'inconclusive'; readonly reason: string } | null {
  const confirmed = prompts.find(({ again }) => again !== null && isConfirmed(again, barOf(prompts, enough)));
  if (confirmed !== undefined) return { verdict: 'fail', reason: confirmedReason(confirmed) };
  const broken = prompts.filter(({ breaks }) => breaks.candidate.length > 0);
  const own = aloneOf(prompts);
  const worse = own.candidate + earlier.candidate;
  const together = signEValue(worse, own.baseline + earlier.baseline, PRIOR);
  const before = earlier.candidate === 0 ? '' : ` (alone on ${earlier.candidate} in runs before)`;
  const what = broken.length === 0 ? 'the candidate' : namesOf(broken);
  const more = `${what} breaks a client on ${spellCount(broken)}${before}, more than the baseline by itself`;
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
