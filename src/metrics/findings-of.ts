import type { ExchangeRecord } from '../contract/exchanges/record.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';

type Cited = Pick<Finding, 'code' | 'pointer' | 'message' | 'expected' | 'observed'>;

/** What speaks against an exchange: its findings, and the error it ended with when nothing expected that. */
export function findingsOf({ state, exchange, verdicts }: ExchangeRecord): Cited[] {
  const found: Cited[] = verdicts.flatMap((verdict) => ('findings' in verdict ? verdict.findings : []));
  if (state === 'errored' && exchange?.outcome.type === 'error') {
    const { kind, message } = exchange.outcome.error;
    found.push({ code: `error/${kind}`, pointer: '', message, expected: null, observed: null });
  }
  return found;
}
