import { ARGUMENTS_PLACE } from '../contract/suites/comparator.ts';
import type { Score } from '../contract/exchanges/record.ts';
import { generalizePointer } from '../json/pointer.ts';
import type { Case } from './case.ts';
import { isBlank } from './is-blank.ts';
import type { Difference } from './parity/difference.ts';
import type { ScoredRule } from './parity/list-rules.ts';

/**
 * How much of what its prompt compares an answer holds, by weight; null where the prompt compares nothing. What gave no
 * answer holds nothing.
 */
export function scoreAnswer({ prepared, response, compared }: Case): Score | null {
  const { rules, golden } = prepared;
  if (rules.length === 0 || golden === null) return null;
  const of = rules.reduce((sum, { weight }) => sum + weight, 0);
  if (response === null) return { held: 0, of };
  const isLost = {
    output: compared.unread !== null || (!isBlank(golden.answer.text) && isBlank(response.text)),
    calls: lacksCalls(golden.answer.toolCalls, response.toolCalls),
  };
  const held = rules.filter((rule) => {
    if (rule.of === 'fact') return !compared.facts.some(({ place }) => place === rule.by);
    return !isLost[rule.of] && !compared[rule.of].some((difference) => breaks(difference, rule));
  });
  return { held: held.reduce((sum, { weight }) => sum + weight, 0), of };
}

type Calls = readonly { readonly name: string }[];

/** Whether a tool is called another number of times than by the golden. */
function lacksCalls(golden: Calls, observed: Calls): boolean {
  const [wanted, had] = [golden, observed].map((calls) =>
    calls
      .map(({ name }) => name)
      .sort()
      .join('\n'),
  );
  return wanted !== had;
}

/** A difference breaks the rule that asks for it, and every rule of what lies below it. */
function breaks({ by, pointer }: Difference, rule: ScoredRule): boolean {
  if (by === rule.by || (by === ARGUMENTS_PLACE && rule.of === 'calls' && rule.by === null)) return true;
  const place = generalizePointer(pointer);
  return rule.by !== null && rule.by !== '' && `${generalizePointer(rule.by)}/`.startsWith(`${place}/`);
}
