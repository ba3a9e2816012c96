import type { Exchange, Outcome } from '../../contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { RawBody, WireEvidence } from '../../contract/wires/wire.ts';
import type { Redact } from '../../contract/world.ts';
import { recordAt } from '../../json/read.ts';
import type { Masks } from '../secrets/masks.ts';
import { binaryText, spellBody } from './body-content.ts';
import { maskAccounts } from '../secrets/mask-accounts.ts';
import { maskEvidence } from '../secrets/mask-evidence.ts';
import { redactContent, redactNoting } from '../secrets/redact-content.ts';
import type { BodyReference, StoredRecord } from './stored-record.ts';

/** Where the heavy parts of a record go. */
export interface Stash {
  wireBody(body: string | Uint8Array): BodyReference;
  /** Gives back the body itself when it is small enough to stay in the line. */
  rawBody(body: RawBody): RawBody;
}

/** A record's line without its digest, and the outcome as it stands there; undefined when there is none. */
export interface EncodedRecord {
  readonly line: string;
  readonly outcome: unknown;
}

/** A stored record into which the response's body and what was made of it are still to be put. */
interface Frame extends Omit<StoredRecord, 'exchange'> {
  readonly exchange: Omit<Exchange, 'case' | 'evidence' | 'outcome' | 'replayed'> & {
    readonly evidence: Omit<NonNullable<NonNullable<StoredRecord['exchange']>['evidence']>, 'body'>;
  };
}

/** Ends the evidence, the exchange and the record. */
const CLOSING = '}}}';

/**
 * The case comes first, and once: by it a line is found. The response's
 * body and the outcome are the last keys, serialised apart: what a model said is most of the line, and masked by other
 * rules than the rest.
 */
export function encodeRecord(record: ExchangeRecord, stash: Stash, masks: Masks): EncodedRecord {
  const { redact, maskSecrets, countSecrets } = masks;
  const { case: id, state, reason, exchange, verdicts, truncation, score, opinion } = record;
  const judged = { case: id, state, reason, verdicts, truncation, score, opinion };
  if (exchange === null) return encodeWhole({ ...judged, exchange }, redact);
  const { case: _same, replayed, ...asked } = exchange;
  const observed = replayed === null ? asked : { ...asked, replayed };
  const { evidence, outcome, ...facts } = observed;
  // An error is what a provider says of us, and names accounts.
  const isTold = exchange.attempts.some(({ error }) => error !== null);
  const mask: Redact = isTold ? (text) => maskAccounts(redact(text)) : redact;
  if (evidence === null) return encodeWhole({ ...judged, exchange: observed }, mask);
  const answer = redactNoting(outcome, outcome.type === 'response' ? maskSecrets : mask);
  const isInPieces = answer.held && countSecrets(outputOf(outcome)) > countSecrets(binaryText(evidence.body));
  const { body, ...seen } = isInPieces
    ? { ...evidence, body: WITHHELD }
    : { ...evidence, ...maskEvidence(evidence, masks) };
  const frame: Frame = {
    ...judged,
    exchange: { ...facts, evidence: { ...seen, request: shrinkRequest(evidence.request, stash) } },
  };
  const head = redactContent(frame, mask).slice(0, -CLOSING.length);
  const line = `${head},"body":${spellBody(stash.rawBody(body))}},"outcome":${answer.json}}}`;
  return { line, outcome: answer.value };
}

/** What has no response is short, and all of it is masked by the same rules. */
function encodeWhole(content: object, redact: Redact): EncodedRecord {
  const { json, value } = redactNoting(content, redact);
  return { line: json, outcome: recordAt(value, 'exchange')?.['outcome'] };
}

/** In place of bytes from which a secret could be put together again: no search of ours would find its pieces. */
const WITHHELD: RawBody = {
  text: '*** (the bytes are withheld: the answer spells a secret of ours across its events)',
};

/** Everything that a stream may have brought in pieces. */
function outputOf(outcome: Outcome): string {
  const response = outcome.type === 'response' ? outcome.response : outcome.error.partial;
  if (response === null) return '';
  const { text, reasoning, toolCalls } = response;
  return [text, reasoning ?? '', ...toolCalls.flatMap((call) => [call.name, call.rawArguments])].join('\n');
}

function shrinkRequest({ method, url, headers, body }: WireEvidence['request'], stash: Stash) {
  return { method, url, headers, body: body === null ? null : stash.wireBody(body) };
}
