import { callAt } from '../../contract/suites/comparator.ts';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import type { AnsweredCase } from '../case.ts';
import { finding, NOTHING } from '../finding.ts';

/** A client gives the result of a call back under its id, which must be there and the call's own. */
export function judgeIds({ response: { toolCalls }, target }: AnsweredCase): readonly Finding[] {
  if (toolCalls.length === 0) return NOTHING;
  const seen = new Set<string>();
  return toolCalls.flatMap(({ id, name }, index) => {
    const place = `${callAt(index)}/id`;
    if (id === null || id === '') {
      if (!target.capabilities.toolCallIds) return [];
      return [finding('tool/id-missing', place, `the call of ${name} has no id`, 'an id', id)];
    }
    if (seen.has(id)) return [finding('tool/id-repeated', place, 'another call has the same id', null, id)];
    seen.add(id);
    return [];
  });
}
