import type { Exchange } from '../contract/exchange.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import type { RawBody, WireEvidence } from '../contract/wire.ts';
import type { Redact } from '../contract/world.ts';
import type { LinePiece } from './line-batch.ts';
import { redactContent } from './redact-content.ts';
import type { BodyReference, StoredRecord } from './stored-record.ts';

/** Where the heavy parts of a record go. */
export interface Stash {
  wireBody(body: string | Uint8Array): BodyReference;
  /** Gives back the body itself, without secrets, when it is small enough to stay in the line. */
  rawBody(body: RawBody, status: number): RawBody;
}

/** A stored record whose response's body is still to be put in. */
interface Frame extends Omit<StoredRecord, 'exchange'> {
  readonly exchange: Omit<Exchange, 'evidence'> & {
    readonly evidence: Omit<NonNullable<NonNullable<StoredRecord['exchange']>['evidence']>, 'body'>;
  };
}

/** Ends the evidence, the exchange and the record. */
const CLOSING = '}}}';

/**
 * The content of a record's line, in pieces. The response's body is the last key of all: it is most of the line and
 * masked by other rules than the rest, so it is serialised apart.
 */
export function encodeRecord(record: ExchangeRecord, stash: Stash, redact: Redact): readonly LinePiece[] {
  const { id, suite, promptId, target, mode, repetition, state, reason, exchange, verdicts, truncation } =
    record;
  const place = { id, suite, promptId, target, mode, repetition, state, reason, verdicts, truncation };
  if (exchange === null || exchange.evidence === null) return [redactContent({ ...place, exchange }, redact)];
  const { evidence, ...facts } = exchange;
  const { body, ...seen } = evidence;
  const frame: Frame = {
    ...place,
    exchange: { ...facts, evidence: { ...seen, request: shrinkRequest(evidence.request, stash) } },
  };
  const head = redactContent(frame, redact).slice(0, -CLOSING.length);
  const raw = stash.rawBody(body, evidence.status);
  if ('text' in raw) return [head, ',"body":{"text":', { quoted: raw.text }, '}', CLOSING];
  return [head, ',"body":', JSON.stringify(raw), CLOSING];
}

function shrinkRequest({ method, url, headers, body }: WireEvidence['request'], stash: Stash) {
  return { method, url, headers, body: body === null ? null : stash.wireBody(body) };
}
