import type { TransportOption } from '../contract/wires/adapter.ts';
import type { BodyEnd, WirePiece, WireRequest, WireResponse } from '../contract/wires/wire.ts';
import { collectPieces } from './collect-body.ts';

const NEVER = new AbortController().signal;
/** https://fetch.spec.whatwg.org/#null-body-status */
const NULL_BODY = new Set([204, 205, 304]);

/**
 * A `fetch` over the Transport in its init. It fails as undici's does: TypeError "fetch failed" before a head,
 * "terminated" in the body, the signal's reason after an abort; redirects are handed back, not followed.
 */
export async function fetchOverOption(
  input: string | URL | Request,
  init?: RequestInit & Partial<TransportOption>,
): Promise<Response> {
  if (init?.transport === undefined) throw new TypeError('fetch was given no transport');
  const signal = init.signal ?? NEVER;
  signal.throwIfAborted();
  const request = await toWireRequest(input, init);
  let response: WireResponse;
  try {
    response = await init.transport(request, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw new TypeError('fetch failed', { cause: error });
  }
  return toResponse(response, signal);
}

async function toWireRequest(
  input: string | URL | Request,
  init: RequestInit & Partial<TransportOption>,
): Promise<WireRequest> {
  const { body = null, headerNames } = init;
  if (input instanceof Request || !(body === null || typeof body === 'string' || isBytes(body))) {
    return fromRequest(new Request(input, init), headerNames);
  }
  return {
    method: init.method ?? 'GET',
    url: String(input),
    headers: toRecord(init.headers, headerNames),
    body,
  };
}

/** The slow way, for every other form that fetch allows. */
async function fromRequest(request: Request, names: TransportOption['headerNames']): Promise<WireRequest> {
  const body = request.body === null ? null : await request.bytes();
  return { method: request.method, url: request.url, headers: toRecord(request.headers, names), body };
}

function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array;
}

function toRecord(
  headers: RequestInit['headers'],
  names: TransportOption['headerNames'],
): Record<string, string> {
  const record: Record<string, string> = {};
  const given = headers instanceof Headers ? headers : new Headers(headers);
  if (names === undefined) for (const [name, value] of given) record[name] = value;
  for (const name of names ?? NONE) {
    const value = given.get(name);
    if (value !== null) record[name] = value;
  }
  return record;
}

const NONE: readonly string[] = [];

async function toResponse(wire: WireResponse, signal: AbortSignal): Promise<Response> {
  const { status } = wire;
  const representable = status >= 200 && status <= 599;
  const init = { status: representable ? status : 599, headers: toHeaders(wire.headers) };
  const response = new Response(await bodyOf(wire, signal), init);
  return representable ? response : Object.defineProperty(response, 'status', { value: status });
}

async function bodyOf(wire: WireResponse, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null> {
  if (!NULL_BODY.has(wire.status) && !isJson(wire.headers)) {
    const source = new BodySource(wire.body[Symbol.asyncIterator](), signal);
    return new ReadableStream(source, { highWaterMark: 0 });
  }
  const body = await collectPieces(wire.body);
  if (NULL_BODY.has(wire.status)) return null;
  return body.end === 'fin' ? wholeStream(body.pieces) : brokenStream(body.pieces, failure(body, signal));
}

/** A JSON body is of no use before its end, and a stream that holds all from the start is far cheaper than one that asks. */
function isJson(headers: WireResponse['headers']): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '');
}

class BodySource {
  readonly #pieces: AsyncIterator<WirePiece>;
  readonly #signal: AbortSignal;

  constructor(pieces: AsyncIterator<WirePiece>, signal: AbortSignal) {
    this.#pieces = pieces;
    this.#signal = signal;
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const next = await this.#pieces.next();
    if (next.done === true) controller.error(failure({ end: 'reset', cause: null }, this.#signal));
    else if (!('end' in next.value)) controller.enqueue(next.value.bytes);
    else if (next.value.end === 'fin') controller.close();
    else controller.error(failure(next.value, this.#signal));
  }

  async cancel(): Promise<void> {
    await this.#pieces.return?.();
  }
}

/** Half of what a Response over the bytes themselves costs, which copies them and makes a stream of its own. */
function wholeStream(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

function brokenStream(pieces: readonly Uint8Array[], error: unknown): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[sent];
      if (piece === undefined) controller.error(error);
      else controller.enqueue(piece);
      sent += 1;
    },
  });
}

function failure({ end, cause }: BodyEnd, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const known = cause ?? Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  return end === 'stall' ? known : new TypeError('terminated', { cause: known });
}

/** Foreign header values may hold what `Headers` refuses; such a header is left out, not the response. */
function toHeaders(record: WireResponse['headers']): Headers {
  try {
    return new Headers(record);
  } catch {
    const headers = new Headers();
    for (const [name, value] of Object.entries(record)) {
      try {
        headers.append(name, value);
      } catch {
        continue;
      }
    }
    return headers;
  }
}
