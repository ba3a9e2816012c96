import type { PairCounts } from '../contract/gates/comparison.ts';
import type { Loss } from '../contract/exchanges/stream-part.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import { countDifferences, type DifferenceCount } from './count-differences.ts';

/** One exchange of the candidate held against the baseline's of the same prompt, mode and repetition. */
export type ComparedPair = {
  readonly prompt: string;
  readonly baseline: string;
  readonly candidate: string;
} & (
  | {
      readonly what: 'compared';
      /** What the candidate's answer has against it with the baseline's as its golden, and the baseline's own has not. */
      readonly differences: readonly Finding[];
      /** The same of the baseline's second answer; null where it was asked once. */
      readonly noise: readonly Finding[] | null;
      readonly losses: { readonly baseline: readonly Loss[]; readonly candidate: readonly Loss[] };
    }
  | { readonly what: 'skipped' | 'unanswered' | 'missing' }
  /** The candidate alone cannot be asked. */
  | { readonly what: 'unserved'; readonly reason: string }
);

/** Pairs in, one by one and in any order; the counts out. Memory grows with prompts and differences, not with pairs. */
export interface SideFold {
  add(pair: ComparedPair): void;
  counted(): CountedSides;
}

export interface CountedSides {
  readonly pairs: PairCounts;
  /** Prompts that the candidate alone cannot be asked, by why. */
  readonly unserved: ReadonlyMap<string, ReadonlySet<string>>;
  /** Prompts that the baseline can be asked. */
  readonly served: ReadonlySet<string>;
  readonly differences: DifferenceCount;
  readonly losses: ReadonlyMap<string, CountedLoss>;
}

interface CountedLoss {
  readonly loss: Loss;
  baseline: number;
  candidate: number;
}

export function compareSides(): SideFold {
  const counts = { planned: 0, compared: 0, skipped: 0, unserved: 0, unanswered: 0, missing: 0 };
  const unserved = new Map<string, Set<string>>();
  const served = new Set<string>();
  const differences = countDifferences();
  const losses = new Map<string, CountedLoss>();

  function addLosses(side: 'baseline' | 'candidate', declared: readonly Loss[]): void {
    for (const loss of declared) {
      const key = `${loss.action}\n${loss.field}\n${loss.reason}`;
      const row = losses.get(key) ?? { loss, baseline: 0, candidate: 0 };
      row[side] += 1;
      losses.set(key, row);
    }
  }

  return {
    add(pair) {
      counts.planned += 1;
      counts[pair.what] += 1;
      if (pair.what !== 'skipped') served.add(pair.prompt);
      if (pair.what === 'unserved') {
        unserved.set(pair.reason, (unserved.get(pair.reason) ?? new Set()).add(pair.prompt));
      }
      if (pair.what !== 'compared') return;
      differences.add(pair);
      addLosses('baseline', pair.losses.baseline);
      addLosses('candidate', pair.losses.candidate);
    },
    counted: () => ({ pairs: { ...counts }, unserved, served, differences, losses }),
  };
}
