import { hash } from 'node:crypto';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { arrayAt, numberAt, recordAt, stringAt, type UnknownRecord } from '../../json/read.ts';

/**
 * SHA-256, in hex, of what was asked and what was answered: of no time, no id, no retry on the way and no judgement.
 * Two runs that got the same answers have the same one for each case. `outcome` is the record's as it is stored, and is
 * read as what nobody vouches for: it may come from a disk. The text stands after the rest as it is, for it is long, and
 * to quote it takes as long as to hash it.
 */
export function contentDigest({ exchange, reason }: ExchangeRecord, outcome: unknown): string {
  if (exchange === null) return hash('sha256', JSON.stringify(['skipped', reason]));
  const { requestHash, servedAs } = exchange;
  const error = recordAt(outcome, 'error');
  const response = recordAt(outcome, 'response') ?? recordAt(error, 'partial');
  const facts = [requestHash, servedAs, error && factsOf(error), response && factsOfAnswer(response)];
  return hash('sha256', `${JSON.stringify(facts)}\n${stringAt(response, 'text') ?? ''}`);
}

function factsOf(error: UnknownRecord): readonly unknown[] {
  const words = ['kind', 'phase', 'providerCode', 'guard'].map((key) => stringAt(error, key));
  return [...words, numberAt(error, 'status')];
}

function factsOfAnswer(response: UnknownRecord): readonly unknown[] {
  const usage = response['usage'];
  return [
    stringAt(response, 'reasoning'),
    (arrayAt(response, 'toolCalls') ?? []).map((call) => [
      stringAt(call, 'name'),
      stringAt(call, 'rawArguments'),
    ]),
    stringAt(response['finishReason'], 'raw'),
    numberAt(usage, 'inputTokens'),
    numberAt(usage, 'outputTokens'),
    stringAt(response, 'model'),
  ];
}
