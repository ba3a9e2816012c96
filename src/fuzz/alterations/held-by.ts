import { isOfCalls } from '../../contract/suites/comparator.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import { compilePattern } from '../../json/pointer.ts';

const LONGEST = 60;

/** What a place is compared by, in a few words: the comparator of the longest pointer that names it, or what holds without. */
export function heldBy({ comparators, output, facts }: GoldenPrompt, at: string): string {
  const [own] = Object.entries(comparators)
    .filter(([pattern]) => isOfCalls(pattern) === isOfCalls(at) && compilePattern(pattern)(at))
    .toSorted(([a], [b]) => b.split('/').length - a.split('/').length);
  if (own !== undefined) {
    const [pattern, comparator] = own;
    const spelt = typeof comparator === 'string' ? comparator : JSON.stringify(comparator);
    const short = spelt.length <= LONGEST ? spelt : `${spelt.slice(0, LONGEST)}…`;
    return `${short} of ${JSON.stringify(pattern)}`;
  }
  if (isOfCalls(at)) return 'exact, as all arguments';
  if (output !== null) return 'structure';
  return facts.length > 0 ? 'facts' : 'presence';
}
