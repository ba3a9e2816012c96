import { createPartFold } from '../calls/fold-parts.ts';
import { createRedact } from '../config/secrets/create-redact.ts';
import type { CatalogTarget } from '../config/catalog.ts';
import type { Adapter } from '../contract/adapter.ts';
import { caseText } from '../contract/case-id.ts';
import type { CanonicalError } from '../contract/error.ts';
import type { Exchange, Outcome } from '../contract/exchange.ts';
import type { CanonicalRequest } from '../contract/request.ts';
import type { RawBody, Transport, WireEvidence, WirePiece } from '../contract/wire.ts';
import type { Clock } from '../contract/world.ts';
import { loadAdapter, WIRES } from '../providers/registry.ts';
import { SDK_SHIMS } from '../transport/sdk-shims.ts';
import { madeUpCredentials } from './made-up-account.ts';
import { TOKENS } from './serve-tokens.ts';

/** Reads what was recorded of a target once more. */
export interface Rereader {
  /** Null where the bytes are not those that were read then: see `bytesOf`. */
  read(exchange: Exchange, request: CanonicalRequest): Promise<Exchange | null>;
}

const MADE_UP = 'made-up';

/** The adapter of a target as it is configured today, with an account that nobody is asked for. */
export async function createRereader(target: CatalogTarget, clock: Clock): Promise<Rereader> {
  const traits = WIRES[target.wire];
  if (traits === undefined) throw new Error(`no wire ${target.wire}`);
  const createAdapter = await loadAdapter(target.wire);
  // There is nobody to ask again after a 202.
  const dialect = target.dialect === null ? null : { ...target.dialect, asyncPolling: null };
  const adapter = await createAdapter(
    { ...target, dialect },
    madeUpCredentials(traits, { token: MADE_UP, apiKey: MADE_UP }),
    {
      clock,
      redact: createRedact([]),
      learnSecret: () => undefined,
      shims: SDK_SHIMS,
      headers: {},
      transport: TOKENS,
    },
  );
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

/** In the pieces in which it came, at their times, and ended as it ended. */
function serve(evidence: WireEvidence, body: Buffer): Transport {
  const { status, headers } = evidence;
  return () => Promise.resolve({ status, headers, body: piecesOf(evidence, body) });
}

async function* piecesOf(
  { chunkEnds, chunkAtMs, end }: WireEvidence,
  body: Buffer,
): AsyncGenerator<WirePiece, undefined> {
  for (const [at, chunkEnd] of chunkEnds.entries()) {
    yield { bytes: body.subarray(chunkEnds[at - 1] ?? 0, chunkEnd), atMs: chunkAtMs[at] ?? 0 };
  }
  yield { end, cause: null };
  return undefined;
}

/** What broke a connection, and when a provider's clock said that, is in no bytes: of the same error it stands as then. */
function withThen(error: CanonicalError, { outcome, evidence }: Exchange): CanonicalError {
  if (outcome.type !== 'error' || outcome.error.kind !== error.kind) return error;
  const { message, retryAfterMs } = outcome.error;
  return {
    ...error,
    message: evidence?.end === 'fin' ? error.message : message,
    retryAfterMs: error.retryAfterMs === null ? null : retryAfterMs,
  };
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
  const error = failure === null ? null : withThen(fold.completeError(failure), exchange);
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
