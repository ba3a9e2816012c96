import type { GateMetric } from '../contract/gates/gate-metrics.ts';
import type { Criterion } from '../contract/gates/migration.ts';
import { ENOUGH, PAIRS_AGAIN, pairsToConfirm } from './confirm-again.ts';
import { countOf, type GateEvidence, type PromptEvidence } from './gate-evidence.ts';
import { promptsWithin } from './judge-criterion.ts';
import { newServerErrors } from './new-server-errors.ts';

/** Prompts whose answers leave something open that asking them again, so often on both sides, would decide. */
export interface AgainPlan {
  readonly prompts: readonly { readonly suite: string; readonly prompt: string }[];
  readonly pairs: number;
}

type Due = (evidence: Pick<GateEvidence, 'prompts' | 'past'>) => readonly PromptEvidence[];

const isDue = ({ again }: PromptEvidence): boolean => again === null || again.pairs < PAIRS_AGAIN;

/** Of which metrics something is asked again, and what. */
const DUE: Readonly<Partial<Record<GateMetric, Due>>> = {
  'breaking-differences': ({ prompts }) => prompts.filter(({ breaks }) => breaks.candidate.length > 0),
  'new-server-errors': ({ prompts, past }) => {
    const open = newServerErrors({ prompts, past }, ENOUGH).filter(({ standing }) => standing === 'open');
    const showing = new Set(open.flatMap(({ prompts: names }) => names));
    return prompts.filter(({ prompt }) => showing.has(prompt));
  },
};

/**
 * First as many pairs as confirm what each of them shows, then the rest. Null where nothing is to be asked again, or all of
 * it was asked as often as it is.
 */
export function planAgain(criteria: readonly Criterion[], evidence: GateEvidence): AgainPlan | null {
  const due = criteria.flatMap((criterion) => {
    const prompts = promptsWithin(evidence, criterion);
    return (DUE[criterion.metric]?.({ ...evidence, prompts }) ?? []).filter(isDue);
  });
  if (due.length === 0) return null;
  const prompts = [...new Set(due)].toSorted((a, b) => (a.prompt < b.prompt ? -1 : 1));
  const asked = countOf(evidence.prompts.filter((each) => each.again !== null || due.includes(each)));
  // Any criterion closes a gate, each at its share of the error.
  const among = Math.max(criteria.filter(({ required }) => required).length, 1);
  const left = Math.max(...prompts.map(({ again }) => PAIRS_AGAIN - (again?.pairs ?? 0)));
  const isFirst = prompts.some(({ again }) => again === null);
  return {
    prompts: prompts.map(({ suite, prompt }) => ({ suite, prompt })),
    pairs: isFirst ? pairsToConfirm(ENOUGH * among * asked) : left,
  };
}
