import { leastUpTo } from '../stats/least-whole.ts';
import { signEValue } from '../stats/sign-e-value.ts';
import { countOf, type AskedAgain, type PromptEvidence } from './gate-evidence.ts';

/** How many pairs a prompt is asked again before nothing of it is left open. */
export const PAIRS_AGAIN = 20;
/** Few pairs find a break that always shows. */
const PRIOR = 1;

/** Evidence of this alarms falsely one time in twenty at most, however often one looks. */
export const ENOUGH = 20;

/** What confirms a break: `enough` for each prompt asked again, so that all alarm falsely no more often than one would. */
export function barOf(prompts: readonly PromptEvidence[], enough: number): number {
  return enough * countOf(prompts.filter(({ again }) => again !== null));
}

/** The evidence of a prompt's pairs that the candidate breaks a client more often than the baseline by itself. */
export function evidenceOf({ worse, better }: Pick<AskedAgain, 'worse' | 'better'>): number {
  return signEValue(worse, better, PRIOR);
}

export function isConfirmed(again: AskedAgain, bar: number): boolean {
  return evidenceOf(again) >= bar;
}

/** Evidence of 1 speaks neither for a break nor against it; what rounding does to it is no more. */
const NEITHER = 1 + 1e-9;

/**
 * Whether enough pairs do not confirm it, and would not if all that could not be compared had shown it. It may break all
 * the same, more rarely than they could show: it is no more than one of the prompts that break.
 */
export function isUnconfirmed({ pairs, worse, better, uncompared }: AskedAgain, bar: number): boolean {
  return pairs >= PAIRS_AGAIN && evidenceOf({ worse: worse + uncompared, better }) < bar;
}

/** Whether enough pairs speak for no break beyond the baseline's own, and would if all that were not compared had shown it. */
export function isRefuted(again: AskedAgain): boolean {
  return isUnconfirmed(again, NEITHER);
}

/** The least pairs that confirm what each of them shows, and no more than a prompt is asked. */
export function pairsToConfirm(bar: number): number {
  return leastUpTo(PAIRS_AGAIN, 1, (pairs) => evidenceOf({ worse: pairs, better: 0 }) >= bar) ?? PAIRS_AGAIN;
}
