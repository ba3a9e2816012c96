import type { Price, TargetCost } from '../../src/contract/cost/cost.ts';
import type { Leg } from '../../src/contract/exchanges/leg.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import type { Usage } from '../../src/contract/exchanges/response.ts';
import { openBill, type AskedWhen } from '../../src/cost/bill.ts';
import { costOf } from '../../src/cost/invoice.ts';
import { answered, buildAttempt } from '../build-exchange.ts';
import { target } from '../reports/sample-report.ts';

export const PRICE: Price = {
  target: 'vllm',
  host: null,
  model: null,
  currency: 'USD',
  input: 170_000,
  output: 660_000,
  cachedInput: null,
  image: null,
  from: null,
  to: null,
  source: 'https://example.com/prices',
  retrieved: '2026-11-26',
};

interface Asking {
  readonly prompt?: string;
  readonly state?: ExchangeRecord['state'];
  readonly repetition?: number;
  readonly usage?: Partial<Usage>;
  /** By the run's clock; the first was queued at 90 ms. */
  readonly sentMs?: number;
  /** Tries before the last, each of which ended with an error and counted nothing. */
  readonly failedTries?: number;
}

export function asking(differs: Asking = {}): ExchangeRecord {
  const { prompt = 'greeting', state = 'passed', repetition = 1, sentMs = 100, failedTries = 0 } = differs;
  const usage: Usage = {
    inputTokens: 12_000,
    outputTokens: 6_000,
    cachedTokens: null,
    reasoningTokens: null,
    ...differs.usage,
  };
  const attempts = Array.from({ length: failedTries + 1 }, (_, at) =>
    buildAttempt({ number: at + 1, sentMs }),
  );
  const exchange = answered({ usage }, { target: 'vllm', prompt, repetition, attempts });
  return {
    case: exchange.case,
    state,
    reason: null,
    exchange,
    verdicts: [],
    truncation: null,
    score: null,
    opinion: null,
  };
}

export const AT_ONCE: AskedWhen = { fromMs: Date.UTC(2026, 10, 26), isExact: true };

/** What records of one target cost. */
export function costed(
  records: readonly ExchangeRecord[],
  prices: readonly Price[],
  when: AskedWhen = AT_ONCE,
  legOf: (id: ExchangeRecord['case']) => Leg = () => 'answers',
): TargetCost {
  const bill = openBill(prices, when, legOf);
  for (const record of records) bill.add(record);
  return costOf(target('vllm'), bill.prompts({ startMs: 90, endedMs: Date.UTC(2026, 10, 27) }));
}

/** An exact decimal as millionths of millionths. */
export function picos(amount: string | null | undefined): bigint {
  const [whole = '', fraction = ''] = (amount ?? 'none').split('.');
  return BigInt(whole + fraction.padEnd(12, '0'));
}
