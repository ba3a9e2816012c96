import { createPartFold } from '../../calls/fold-parts.ts';
import type { CatalogTarget } from '../../config/catalog.ts';
import type { Adapter } from '../../contract/wires/adapter.ts';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Exchange, Outcome } from '../../contract/exchanges/exchange.ts';
import type { CanonicalRequest } from '../../contract/exchanges/request.ts';
import type { RawBody, Transport, WireEvidence } from '../../contract/wires/wire.ts';
import type { Clock } from '../../contract/world.ts';
import { AT_ONCE, serveStored } from '../../transport/serve-stored.ts';
import { errorAsRecorded } from '../connect/error-as-recorded.ts';
import { createOfflineAdapter } from '../connect/offline-adapter.ts';

/** Reads what was recorded of a target once more. */
export interface Rereader {
  /** Null where the bytes are not those that were read then: see `bytesOf`. */
  read(exchange: Exchange, request: CanonicalRequest): Promise<Exchange | null>;
}

/** The adapter of a target as it is configured today reads it. */
export async function createRereader(target: CatalogTarget, clock: Clock): Promise<Rereader> {
  const adapter = await createOfflineAdapter(target, clock);
  return {
    async read(exchange, request) {
      const { evidence } = exchange;
      const body = evidence === null ? null : bytesOf(exchange, evidence);
      return evidence === null || body === null
        ? null
        : reread(exchange, serve(evidence, body), { adapter, target, request });
    },
  };
}

/**
 * The bytes of an answer as its adapter had them, or null where what is stored cannot be read to the same end: bytes that
 * were masked, or withheld, are not those that came (a masked frame has a wrong checksum), and an answer that a limit or
 * a signal of ours ended was ended by what is in no bytes.
 */
function bytesOf({ outcome }: Exchange, { body, bytes }: WireEvidence): Buffer | null {
  if (outcome.type === 'error' && (outcome.error.guard !== null || outcome.error.kind === 'cancelled'))
    return null;
  const stored = storedBytes(body);
  return stored === null || stored.length !== bytes ? null : stored;
}

function storedBytes(body: RawBody): Buffer | null {
  if ('text' in body) return Buffer.from(body.text, 'utf8');
  return 'base64' in body ? Buffer.from(body.base64, 'base64') : null;
}

/** At their recorded times, which the exchange has already. */
function serve(evidence: WireEvidence, body: Buffer): Transport {
  return serveStored({ ...evidence, body, cause: null }, 0, AT_ONCE);
}

interface Reading {
  readonly adapter: Adapter;
  readonly target: CatalogTarget;
  readonly request: CanonicalRequest;
}

/** Of what was recorded the times, the source and earlier attempts stay; what was read of the bytes is read anew. */
async function reread(exchange: Exchange, transport: Transport, reading: Reading): Promise<Exchange> {
  const { adapter, target, request } = reading;
  const fold = createPartFold();
  const { signal } = new AbortController();
  const asked = { ...request, requestId: caseText(exchange.case) };
  for await (const part of adapter.call(target.model, asked, exchange.case.mode, transport, signal)) {
    fold.add(part);
  }
  const failure = fold.error();
  const then = exchange.outcome.type === 'error' ? exchange.outcome.error : null;
  const end = exchange.evidence?.end ?? null;
  const error = failure === null ? null : errorAsRecorded(fold.completeError(failure), then, end);
  const outcome: Outcome =
    error === null ? { type: 'response', response: fold.response() } : { type: 'error', error };
  const start = fold.start();
  const last = exchange.attempts.length - 1;
  return {
    ...exchange,
    servedAs: start?.servedAs ?? exchange.servedAs,
    attempts: exchange.attempts.map((attempt, at) => (at === last ? { ...attempt, error } : attempt)),
    outcome,
    proof: fold.proof(),
    losses: start?.losses ?? exchange.losses,
  };
}
