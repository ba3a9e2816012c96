import type { ExchangeRecord } from '../contract/verdict.ts';
import type { RawBody, WireEvidence } from '../contract/wire.ts';
import type { BodyReference, StoredRecord } from './stored-record.ts';

/** Where the heavy parts of a record go. */
export interface Stash {
  wireBody(body: string | Uint8Array): BodyReference;
  /** Gives back the body itself when it is small enough to stay in the line. */
  rawBody(body: RawBody): RawBody;
}

/** The record as its line has it: keys in one order, heavy parts in the stash. */
export function shrinkRecord(record: ExchangeRecord, stash: Stash): StoredRecord {
  const { id, suite, promptId, target, mode, repetition, state, reason, exchange, verdicts, truncation } =
    record;
  const stored =
    exchange === null
      ? null
      : {
          ...exchange,
          evidence: exchange.evidence === null ? null : shrinkEvidence(exchange.evidence, stash),
        };
  return {
    id,
    suite,
    promptId,
    target,
    mode,
    repetition,
    state,
    reason,
    exchange: stored,
    verdicts,
    truncation,
  };
}

function shrinkEvidence(evidence: WireEvidence, stash: Stash) {
  const { method, url, headers, body } = evidence.request;
  const request = {
    method,
    url,
    headers,
    body: body === null ? null : stash.wireBody(body),
  };
  return { ...evidence, request, body: stash.rawBody(evidence.body) };
}
