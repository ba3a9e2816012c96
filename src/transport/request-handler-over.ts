import type { SmithyRequestHandler, TransportOption } from '../contract/wires/adapter.ts';
import type { BodyEnd, WirePiece, WireRequest, WireResponse } from '../contract/wires/wire.ts';
import { collectBody } from './collect-body.ts';
import { smithyUrl, type SmithyHttpRequest } from './smithy-url.ts';

const NEVER = new AbortController().signal;
const DONE = { done: true, value: undefined } as const;

/**
 * The AWS SDK's `requestHandler` over the Transport that stands in the options of `send`, all of which the SDK hands to
 * its handler. It fails as the SDK's own node handler does: AbortError after an abort, the network's error before a
 * head, "aborted" ECONNRESET when the body breaks.
 */
export const requestHandlerOverOption: SmithyRequestHandler = {
  async handle(request: object, options: object = {}) {
    if (!isHttpRequest(request)) throw new TypeError('not an HTTP request of the AWS SDK');
    if (!hasTransport(options)) throw new TypeError('the request handler was given no transport');
    const signal = abortSignalOf(options);
    if (signal.aborted) throw abortError(signal);
    const wire = await options.transport(toWireRequest(request), signal).catch((error: unknown) => {
      throw signal.aborted ? abortError(signal) : error;
    });
    const body = isTextual(wire) ? await wholeBody(wire, signal) : new StreamedBody(wire, signal);
    return { response: { statusCode: wire.status, headers: { ...wire.headers }, body } };
  },
  destroy() {},
};

function hasTransport(options: object): options is TransportOption {
  return 'transport' in options && typeof options.transport === 'function';
}

function isHttpRequest(request: object): request is SmithyHttpRequest {
  return 'hostname' in request && 'path' in request && 'headers' in request && 'method' in request;
}

function abortSignalOf(options: object): AbortSignal {
  const signal = 'abortSignal' in options ? options.abortSignal : undefined;
  return signal instanceof AbortSignal ? signal : NEVER;
}

function toWireRequest(request: SmithyHttpRequest): WireRequest {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(request.headers)) headers[name.toLowerCase()] = request.headers[name] ?? '';
  return { method: request.method, url: smithyUrl(request), headers, body: bodyOf(request.body) };
}

/** The SDK's bytes warn on the console when somebody takes them for text; a plain view of them does not. */
function bodyOf(body: unknown): WireRequest['body'] {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  throw new TypeError('a request body must be text or bytes');
}

/** The SDK decodes JSON, and errors of any form, from a whole body: bytes spare it a stream. */
function isTextual(wire: WireResponse): boolean {
  return (
    wire.status >= 300 ||
    /^(?:application\/(?:[\w.-]+\+)?json|text\/)/i.test(wire.headers['content-type'] ?? '')
  );
}

/**
 * Where the operation expects an event stream, the SDK iterates this body and takes its first four bytes
 * for a length: of `{"me` it would reserve 2 GB, so text is refused first. A message has at most 16 MiB.
 */
async function wholeBody(wire: WireResponse, signal: AbortSignal): Promise<Uint8Array> {
  const { bytes, ...ended } = await collectBody(wire.body);
  if (ended.end !== 'fin') throw failure(ended, signal);
  return Object.defineProperty(bytes, Symbol.asyncIterator, {
    async *value() {
      if ((bytes[0] ?? 0) > 1) throw new SyntaxError('the body is text where an event stream was expected');
      yield bytes;
    },
  });
}

/**
 * An event stream, which the SDK iterates and asks nothing else of. Lets go of the response when it is read: the SDK
 * makes a generator for each body, and V8 keeps what such a one can see until the next full collection.
 */
class StreamedBody implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #signal: AbortSignal;
  #pieces: AsyncIterator<WirePiece> | null;

  constructor(wire: WireResponse, signal: AbortSignal) {
    this.#signal = signal;
    this.#pieces = wire.body[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.#pieces === null) return DONE;
    const next = await this.#pieces.next();
    const piece = next.done === true ? BROKEN : next.value;
    if ('bytes' in piece) return { done: false, value: piece.bytes };
    this.#pieces = null;
    if (piece.end !== 'fin') throw failure(piece, this.#signal);
    return DONE;
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    const pieces = this.#pieces;
    this.#pieces = null;
    await pieces?.return?.();
    return DONE;
  }
}

const BROKEN: BodyEnd = { end: 'reset', cause: null };

function failure({ end, cause }: BodyEnd, signal: AbortSignal): Error {
  if (signal.aborted) return abortError(signal);
  if (end === 'stall' && cause instanceof Error) return cause;
  return Object.assign(new Error('aborted', { cause }), { code: 'ECONNRESET' });
}

function abortError(signal: AbortSignal): Error {
  return Object.assign(new Error('Request aborted', { cause: signal.reason }), { name: 'AbortError' });
}
