import type { JudgedQuality } from '../contract/runs/summary.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import type { PromptTally } from './prompt-tally.ts';

type Judged = Pick<PromptTally, 'good' | 'judged' | 'unjudged'>;

/**
 * What a judge says of a target's answers; null where it was asked about none. The unit is the prompt, with the share of
 * its judged answers that are good: they are no independent draws. What has no label is in no share, and is counted.
 */
export function judgedQualityOf(tallies: readonly Judged[]): JudgedQuality | null {
  const asked = tallies.filter(({ judged, unjudged }) => judged + unjudged > 0);
  if (asked.length === 0) return null;
  const labelled = asked.filter(({ judged }) => judged > 0);
  const sum = labelled.reduce((total, { good, judged }) => total + good / judged, 0);
  const interval = wilsonInterval(sum, labelled.length);
  const total = (key: keyof Judged): number => asked.reduce((all, tally) => all + tally[key], 0);
  return {
    share: labelled.length === 0 ? null : sum / labelled.length,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    prompts: labelled.length,
    good: total('good'),
    judged: total('judged'),
    unjudged: total('unjudged'),
  };
}
