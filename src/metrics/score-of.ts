import type { Quality } from '../contract/runs/summary.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import type { PromptTally } from './prompt-tally.ts';

/**
 * The mean score of a target. The unit is the prompt, with the mean of its answers: they are no independent draws. What
 * is missing or errored holds nothing. Wilson's interval of a share is wide enough, for nothing between 0 and 1 varies
 * more than a share with the same mean.
 */
export function qualityOf(tallies: readonly PromptTally[]): Quality {
  let [sum, prompts, comparators, facts] = [0, 0, 0, 0];
  for (const { scoredBy, planned, skipped, scores } of tallies) {
    const wanted = planned - skipped;
    if (scoredBy === null || wanted === 0) continue;
    prompts += 1;
    comparators += scoredBy.comparators;
    facts += scoredBy.facts;
    sum += scores / wanted;
  }
  const interval = wilsonInterval(sum, prompts);
  return {
    score: prompts === 0 ? null : sum / prompts,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    prompts,
    comparators,
    facts,
  };
}
