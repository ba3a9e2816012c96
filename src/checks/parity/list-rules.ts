import {
  comparatorOfArguments,
  formOf,
  isOfCalls,
  type Comparator,
} from '../../contract/suites/comparator.ts';
import { isCut } from '../../contract/exchanges/finish-reason.ts';
import type { Golden, GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { SoughtFact } from './judge-facts.ts';

/** Something that an answer is compared by, and how much it counts in its score. */
export interface ScoredRule {
  readonly of: 'output' | 'calls' | 'fact';
  /** The pointer of its comparator, or the fact's own place; null for how all answers are compared. */
  readonly by: string | null;
  readonly weight: number;
}

/**
 * What the score of an answer is made of: comparators and facts, the structure of a JSON, the arguments of calls. Nothing
 * where no answer can be scored: without a golden, for one that expects an error, and for one that was to be cut.
 */
export function listRules(
  { comparators, output }: GoldenPrompt,
  golden: Golden | null,
  facts: readonly SoughtFact[],
): readonly ScoredRule[] {
  if (golden === null) return [];
  const { text, toolCalls, error, finish } = golden.answer;
  if (error !== null || isCut(finish)) return [];
  const has = { output: text.trim() !== '', calls: toolCalls.length > 0 };
  const compared = Object.entries(comparators).flatMap(([pointer, comparator]): readonly ScoredRule[] => {
    const of = isOfCalls(pointer) ? 'calls' : 'output';
    const isCompared = has[of] && formOf(comparator) !== 'ignore';
    return isCompared ? [{ of, by: pointer, weight: weightOf(comparator) }] : [];
  });
  return [
    ...(has.output && output !== null && comparators[''] === undefined
      ? [{ of: 'output', by: null, weight: 1 } as const]
      : []),
    ...(has.calls && comparatorOfArguments(comparators) === null
      ? [{ of: 'calls', by: null, weight: 1 } as const]
      : []),
    ...compared,
    ...facts.map(({ place, weight }): ScoredRule => ({ of: 'fact', by: place, weight })),
  ];
}

function weightOf(comparator: Comparator): number {
  return typeof comparator === 'string' ? 1 : (comparator.weight ?? 1);
}
