import { signEValue } from '../stats/sign-e-value.ts';
import { countOf, type PromptEvidence } from './gate-evidence.ts';
import { changeOf, riseOf, type PairedShare } from './measure-change.ts';
import { alphaOf, unknown, type Meter } from './measured.ts';

/** Few prompts find a large break. */
const PRIOR = 1;
const MOST_NAMED = 3;

/**
 * The share of prompts on which the candidate breaks a client, beyond that on which the baseline breaks it by itself. A
 * break that is more than the baseline's noise fails; one that is not shown to be leaves it open.
 */
export const measureBreaks: Meter = ({ prompts }, criterion, more) => {
  const compared = prompts.filter(
    ({ baseline, candidate }) => baseline.measures.answered.of > 0 && candidate.measures.answered.of > 0,
  );
  const change = changeOf(compared.map(shareOf), criterion, more);
  if (change.what === 'unknown') return unknown('no prompt was compared');
  return { ...riseOf(change), against: againstPass(compared, 1 / alphaOf(criterion)) };
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

function againstPass(
  prompts: readonly PromptEvidence[],
  enough: number,
): { readonly verdict: 'fail' | 'inconclusive'; readonly reason: string } | null {
  const broken = prompts.filter(({ breaks }) => breaks.candidate.length > 0);
  if (broken.length === 0) return againstMissing(prompts);
  const names = [...new Set(broken.flatMap(({ breaks }) => breaks.candidate))].toSorted();
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more kinds` : '';
  const named = `${names.slice(0, MOST_NAMED).join(', ')}${rest}`;
  const many = countOf(broken);
  const on = many === 1 ? '1 prompt' : `${many} prompts`;
  const twice = prompts.filter(({ breaks }) => breaks.noise !== null);
  const worse = twice.filter(({ breaks }) => breaks.candidate.length > 0 && breaks.noise?.length === 0);
  const better = twice.filter(({ breaks }) => breaks.candidate.length === 0 && breaks.noise?.length !== 0);
  if (signEValue(countOf(worse), countOf(better), PRIOR) >= enough) {
    return { verdict: 'fail', reason: `${named} breaks a client on ${on}, more than the baseline by itself` };
  }
  return {
    verdict: 'inconclusive',
    reason: `${named} on ${on} is not shown apart from the baseline's own noise: compare --triples asks for more of it`,
  };
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
