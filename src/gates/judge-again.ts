import type { LeftOpen, PromptAgain } from '../contract/runs/left-open.ts';
import type { RunVerdict } from '../contract/runs/summary.ts';
import { barOf, ENOUGH, evidenceOf, isConfirmed, isRefuted, PAIRS_AGAIN } from './confirm-again.ts';
import type { GateEvidence, PromptEvidence } from './gate-evidence.ts';
import { newServerErrors, type NewServerError } from './new-server-errors.ts';

type Judged = Pick<LeftOpen, 'verdict' | 'reason' | 'bar' | 'prompts' | 'serverErrors'>;

const OF_STANDING: Readonly<Record<NewServerError['standing'], RunVerdict>> = {
  there: 'fail',
  gone: 'pass',
  open: 'inconclusive',
};

/** What asking again came to, prompt by prompt. */
export function judgeAgain({ prompts, unfinished, past }: GateEvidence): Judged {
  const bar = barOf(prompts, ENOUGH);
  const rows = prompts
    .flatMap((each) => rowOf(each, bar))
    .toSorted((a, b) => b.evidence - a.evidence || (a.prompt < b.prompt ? -1 : 1));
  const serverErrors = newServerErrors({ prompts, past }, ENOUGH).map(
    ({ name, prompts: showing, standing }) => ({
      name,
      prompts: showing,
      verdict: OF_STANDING[standing],
    }),
  );
  const all = [...rows, ...serverErrors].map(({ verdict }) => verdict);
  const unasked = prompts.filter(({ again, breaks }) => again === null && breaks.candidate.length > 0).length;
  const verdict = verdictOf(unasked + unfinished.length > 0 ? [...all, 'inconclusive'] : all);
  return {
    verdict,
    reason: reasonOf(verdict, rows, serverErrors, unasked),
    bar,
    prompts: rows,
    serverErrors,
  };
}

function rowOf({ suite, prompt, breaks, again }: PromptEvidence, bar: number): readonly PromptAgain[] {
  if (again === null) return [];
  const { pairs, uncompared, worse, better } = again;
  const settled = isRefuted(again) ? 'pass' : 'inconclusive';
  const verdict = isConfirmed(again, bar) ? 'fail' : settled;
  const evidence = evidenceOf(again);
  return [{ suite, prompt, breaks: breaks.candidate, pairs, uncompared, worse, better, evidence, verdict }];
}

function verdictOf(all: readonly RunVerdict[]): RunVerdict {
  if (all.includes('fail')) return 'fail';
  return all.includes('inconclusive') ? 'inconclusive' : 'pass';
}

function reasonOf(
  verdict: RunVerdict,
  rows: readonly PromptAgain[],
  serverErrors: Judged['serverErrors'],
  unasked: number,
): string {
  if (verdict === 'fail') {
    const breaks = rows.filter((row) => row.verdict === 'fail').map(({ prompt }) => prompt);
    const errors = serverErrors.filter((row) => row.verdict === 'fail').map(({ name }) => name);
    return [
      ...(breaks.length === 0 ? [] : [`the candidate breaks a client on ${breaks.join(', ')}`]),
      ...(errors.length === 0 ? [] : [`the baseline never gave ${errors.join(', ')}`]),
    ].join('; ');
  }
  if (verdict === 'inconclusive') {
    if (unasked > 0) return `${unasked} prompts that break a client were not asked again`;
    const undecided = rows.filter((row) => row.verdict === 'inconclusive' && row.pairs >= PAIRS_AGAIN);
    if (undecided.length === 0) return 'what was asked again does not decide it yet';
    const names = undecided.map(({ prompt }) => prompt).join(', ');
    return `${PAIRS_AGAIN} pairs do not decide whether the candidate breaks a client more than the baseline by itself on ${names}`;
  }
  return rows.length === 0
    ? 'nothing is left open'
    : `of ${rows.length} ${rows.length === 1 ? 'prompt' : 'prompts'} asked again none breaks a client more than the baseline by itself`;
}
