import { argumentsAt } from '../../contract/suites/comparator.ts';
import type { ResponseToolCall } from '../../contract/exchanges/response.ts';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import { scanJson } from '../../json/scan-json.ts';
import { finding, NOTHING } from '../finding.ts';

/** Keys that stand twice in the arguments of a call: what it is called with depends on who parses them. */
export function judgeKeys(calls: readonly ResponseToolCall[]): readonly Finding[] {
  if (calls.length === 0) return NOTHING;
  return calls.flatMap(({ arguments: value, rawArguments }, index) => {
    // What is no JSON, or too deep to be read, is found as such.
    if (value === null) return [];
    return scanJson(rawArguments, false).duplicates.map((pointer) =>
      finding('tool/duplicate-key', `${argumentsAt(index)}${pointer}`, 'a key stands twice in one object'),
    );
  });
}
