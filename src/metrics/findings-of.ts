import type { ExchangeRecord, RecordFacts } from '../contract/exchanges/record.ts';
import { foundSomething, type Finding } from '../contract/exchanges/verdict.ts';

type Cited = Pick<Finding, 'code' | 'pointer' | 'message' | 'expected' | 'observed'>;

/** What speaks against an exchange: its findings, and the error it ended with when nothing expected that. */
export function findingsOf({
  state,
  exchange,
  verdicts,
}: Pick<RecordFacts, 'state' | 'exchange'> & Pick<ExchangeRecord, 'verdicts'>): Cited[] {
  const found: Cited[] = verdicts.flatMap((verdict) => (foundSomething(verdict) ? verdict.findings : []));
  if (state === 'errored' && exchange?.outcome.type === 'error') {
    const { kind, message } = exchange.outcome.error;
    found.push({ code: `error/${kind}`, pointer: '', message, expected: null, observed: null });
  }
  return found;
}
