import { caseText } from '../contract/exchanges/case-id.ts';
import { errorClass } from '../contract/errors/error-class.ts';
import type { Exchange } from '../contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../contract/exchanges/record.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import type { MonitoredRequest } from './cut-windows.ts';

/** How an exchange is looked at. */
export interface Look {
  readonly latencyOf: (exchange: Exchange) => number | null;
  /** Of findings those that break a client who reads them, each `code at pointer`. */
  readonly breaksOf: (findings: readonly Finding[]) => readonly string[];
}

/** What one exchange of a monitor's run adds to its window. */
export function readMonitored(record: ExchangeRecord, { latencyOf, breaksOf }: Look): MonitoredRequest {
  const { case: id, state, exchange, verdicts } = record;
  const findings = verdicts.flatMap((verdict) => (verdict.status === 'fail' ? verdict.findings : []));
  const attempts = exchange?.attempts ?? [];
  const isAnswer = state === 'passed' || exchange?.outcome.type === 'response';
  const last = attempts.at(-1);
  return {
    key: `${id.prompt}\n${id.mode}\n${id.repetition}`,
    id: caseText(id),
    askedMs: attempts[0]?.sentMs ?? null,
    state,
    isRetried: attempts.length > 1,
    // An error may be the answer that was approved.
    didFail: attempts.length > 1 || !isAnswer,
    errors: [...new Set(attempts.flatMap((attempt) => errorClass(attempt) ?? []))],
    endedWith: isAnswer || last === undefined ? null : errorClass(last),
    latencyMs: exchange !== null && isAnswer ? latencyOf(exchange) : null,
    breaks: breaksOf(findings),
  };
}
