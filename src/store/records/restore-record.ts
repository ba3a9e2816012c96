import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
import type { StoredRecord } from './stored-record.ts';

/** The record that a line keeps, its case on the exchange again, and in the wire request the body that is given. */
export function restoreRecord(stored: StoredRecord, sentBody: WireRequest['body'] = null): ExchangeRecord {
  const { exchange } = stored;
  if (exchange === null) return { ...stored, exchange };
  const { evidence } = exchange;
  const whole = evidence === null ? null : { ...evidence, request: { ...evidence.request, body: sentBody } };
  return { ...stored, exchange: { case: stored.case, replayed: null, ...exchange, evidence: whole } };
}
