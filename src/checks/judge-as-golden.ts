import { findingRow } from '../contract/findings.ts';
import type { Exchange } from '../contract/exchanges/exchange.ts';
import { citeFinding, type Finding, type Verdict } from '../contract/exchanges/verdict.ts';
import type { Target } from '../contract/wires/target.ts';
import { buildCase } from './case.ts';
import { judgeExchange } from './judge-exchange.ts';
import { judgeGolden } from './judge-golden.ts';
import type { PreparedPrompt } from './prepare-prompt.ts';
import { readAnswer } from './read-answer.ts';
import type { SchemaResult, SlowValue } from './slow-value.ts';
import { findLongNumbers, LONG_NUMBER } from './tools/find-long-numbers.ts';

function isBreaking({ code }: Finding): boolean {
  return (findingRow(code)?.class ?? 'breaking') === 'breaking';
}

/** What breaks clients, or could not be found out. What is only worse, such as a missing count, is not the answer's. */
function against(verdicts: readonly Verdict[]): readonly string[] {
  const found = verdicts.flatMap((verdict) => {
    if (verdict.status === 'inconclusive') return verdict.findings;
    return verdict.status === 'fail' ? verdict.findings.filter(isBreaking) : [];
  });
  return found.map(citeFinding);
}

/**
 * Why the answer of an exchange cannot be approved, `prepared` having it as its golden: held against itself it would not
 * pass, or it would break its prompt's own rules. Empty when it can.
 */
export async function judgeAsGolden(
  prepared: PreparedPrompt,
  exchange: Exchange,
  target: Pick<Target, 'capabilities' | 'model'>,
  judgeSlow: (values: readonly SlowValue[]) => Promise<readonly SchemaResult[]>,
): Promise<readonly string[]> {
  const long = findLongNumbers(prepared.approvedCalls);
  // Held against itself it would fail by its numbers, and nobody would see why.
  if (long.length > 0)
    return long.map((pointer) => `${LONG_NUMBER.message} at ${pointer}: ${LONG_NUMBER.mend}`);
  const read = readAnswer(prepared, exchange);
  const answer = 'slow' in read ? read.judged(await judgeSlow(read.slow)) : read;
  const subject = buildCase({ prepared, answer, sibling: null, target, requestIdSeen: false });
  const found = against(judgeExchange(subject));
  if (found.length > 0) return found;
  return (await judgeGolden(prepared, judgeSlow)).map(({ message }) => message);
}
