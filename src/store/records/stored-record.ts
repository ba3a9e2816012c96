import type { Exchange, Replayed } from '../../contract/exchanges/exchange.ts';
import type { CanonicalRequest } from '../../contract/exchanges/request.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { WireEvidence, WireRequest } from '../../contract/wires/wire.ts';

/** Bytes that stand elsewhere in the run folder. */
export interface BodyReference {
  readonly sha256: string;
  readonly bytes: number;
}

/** A wire request as its exchange's line has it: the body by its hash, which requests.jsonl resolves. */
interface StoredWireRequest extends Omit<WireRequest, 'body'> {
  readonly body: BodyReference | null;
}

/** Without its case, which the line has already; of a replay alone it says how it was recorded. */
export interface StoredExchange extends Omit<Exchange, 'case' | 'evidence' | 'replayed'> {
  readonly replayed?: Replayed;
  readonly evidence: (Omit<WireEvidence, 'request'> & { readonly request: StoredWireRequest }) | null;
}

/** One line of exchanges.jsonl, its digest apart. */
export interface StoredRecord extends Omit<ExchangeRecord, 'exchange'> {
  readonly exchange: StoredExchange | null;
}

/** A canonical request without the id that differs from exchange to exchange. */
export type SharedRequest = Omit<CanonicalRequest, 'requestId'>;

/** A canonical request with the hash by which exchanges name it (`Exchange.requestHash`). */
export interface HashedRequest {
  readonly hash: string;
  readonly request: CanonicalRequest;
}

/** One line of requests.jsonl. `sha256` of a wire body is that of its bytes. */
export type RequestLine =
  | { readonly kind: 'canonical'; readonly sha256: string; readonly request: SharedRequest }
  | { readonly kind: 'wire-body'; readonly sha256: string; readonly text: string }
  | { readonly kind: 'wire-body'; readonly sha256: string; readonly base64: string };
