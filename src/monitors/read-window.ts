import { usagesOf } from '../contract/exchanges/exchange.ts';
import { INDICATORS, type Indicator, type MonitorWindow } from '../contract/monitors/monitor.ts';
import type { ExchangeRecord } from '../contract/exchanges/record.ts';

/** Whether the first attempt of a request was bad, by each indicator that can say so. */
export type FirstAttempt = Readonly<Partial<Record<Indicator, boolean>>>;

/**
 * What the first attempt of a request shows. Findings are of the answer that came at last, so they say something of the
 * first attempt where there was no other. Null where it was not asked. An error may be the answer that was approved.
 */
export function readFirstAttempt({ state, exchange, verdicts }: ExchangeRecord): FirstAttempt | null {
  const [first] = exchange?.attempts ?? [];
  if (exchange === null || first === undefined) return null;
  const isRetried = exchange.attempts.length > 1;
  const isAnswer = !isRetried && (state === 'passed' || exchange.outcome.type === 'response');
  const asked = {
    error: !isAnswer,
    timeout: !isAnswer && first.error?.kind === 'timeout',
    retry: isRetried,
  };
  // One that was refused before it began says nothing of streams.
  const isStream = exchange.servedAs === 'stream' && (isAnswer || first.error?.kind === 'stream_interrupted');
  const failed = new Set(verdicts.flatMap(({ check, status }) => (status === 'fail' ? [check] : [])));
  const judged = new Set(verdicts.flatMap(({ check, status }) => (status === 'skip' ? [] : [check])));
  return {
    ...asked,
    ...(isStream ? { stream: !isAnswer || failed.has('stream-complete') } : {}),
    ...(isAnswer && judged.has('truncation') ? { truncation: failed.has('truncation') } : {}),
    ...(isAnswer && judged.has('output-schema') ? { schema: failed.has('output-schema') } : {}),
  };
}

/** What a window is of. */
export type WindowOf = Pick<
  MonitorWindow,
  'target' | 'source' | 'run' | 'root' | 'from' | 'to' | 'asked' | 'planned'
>;

/** Takes the records of one target of a run, and says what they come to. */
export function openWindow(): {
  add(record: ExchangeRecord): void;
  close(of: WindowOf): MonitorWindow;
} {
  const none = { bad: 0, n: 0 };
  const indicators = {
    error: { ...none },
    timeout: { ...none },
    retry: { ...none },
    truncation: { ...none },
    schema: { ...none },
    stream: { ...none },
  };
  let seen = 0;
  let tokens: number | null = 0;
  return {
    add(record) {
      const first = readFirstAttempt(record);
      if (first === null || record.exchange === null) return;
      seen += 1;
      for (const indicator of INDICATORS) {
        const isBad = first[indicator];
        if (isBad === undefined) continue;
        indicators[indicator].n += 1;
        indicators[indicator].bad += isBad ? 1 : 0;
      }
      tokens = sum(tokens, tokensOf(record.exchange));
    },
    close: (of) => ({ schemaVersion: 1, ...of, seen, indicators: structuredClone(indicators), tokens }),
  };
}

/** A provider that gave an error need not have counted anything: what it did not count it did not say. */
function tokensOf(exchange: NonNullable<ExchangeRecord['exchange']>): number | null {
  const isAnswered = exchange.outcome.type === 'response';
  const usages = usagesOf(exchange);
  let total: number | null = 0;
  for (const [at, usage] of usages.entries()) {
    const isAnswer = isAnswered && at === usages.length - 1;
    const { inputTokens = null, outputTokens = null } = usage ?? {};
    total = sum(total, isAnswer ? sum(inputTokens, outputTokens) : (inputTokens ?? 0) + (outputTokens ?? 0));
  }
  return total;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
