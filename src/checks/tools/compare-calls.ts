import type { ResponseToolCall } from '../../contract/exchanges/response.ts';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import { finding, NOTHING } from '../finding.ts';
import type { PreparedPrompt } from '../prepare-prompt.ts';

function countNames(calls: readonly { readonly name: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of calls) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** The names called against the golden's, as multisets: order is the model's affair. */
export function compareCalls(
  { golden, parameters }: PreparedPrompt,
  calls: readonly ResponseToolCall[],
): readonly Finding[] {
  if (golden === null || (golden.answer.toolCalls.length === 0 && calls.length === 0)) return NOTHING;
  const expected = countNames(golden.answer.toolCalls);
  const observed = countNames(calls);
  const found: Finding[] = [];
  for (const [name, count] of expected) {
    const had = observed.get(name) ?? 0;
    if (had < count)
      found.push(
        finding('tool/missing-call', '', `${name} is called less often than in the golden`, count, had),
      );
  }
  for (const [name, count] of observed) {
    const wanted = expected.get(name) ?? 0;
    if (count <= wanted || !parameters.has(name)) continue;
    found.push(
      finding('tool/unexpected-call', '', `${name} is called more often than in the golden`, wanted, count),
    );
  }
  return found;
}
