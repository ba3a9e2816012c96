import type { SmithyRequestHandler } from '../contract/adapter.ts';
import type { Transport, WireChunk, WireRequest, WireResponse } from '../contract/wire.ts';
import { collectBody } from './collect-body.ts';
import { smithyUrl, type SmithyHttpRequest } from './smithy-url.ts';

const NEVER = new AbortController().signal;
const DONE = { done: true, value: undefined } as const;

/**
 * The AWS SDK's `requestHandler` over a Transport. It fails as the SDK's own node handler does: AbortError
 * after an abort, the network's error before a head, "aborted" ECONNRESET when the body breaks.
 */
export function requestHandlerOver(transport: Transport): SmithyRequestHandler {
  return {
    async handle(request: object, options: object = {}) {
      if (!isHttpRequest(request)) throw new TypeError('not an HTTP request of the AWS SDK');
      const signal = abortSignalOf(options);
      if (signal.aborted) throw abortError(signal);
      const wire = await transport(toWireRequest(request), signal).catch((error: unknown) => {
        throw signal.aborted ? abortError(signal) : error;
      });
      const body = isTextual(wire) ? await wholeBody(wire, signal) : new StreamedBody(wire, signal);
      return { response: { statusCode: wire.status, headers: { ...wire.headers }, body } };
    },
    destroy() {},
  };
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
  const bytes = await collectBody(wire);
  if (wire.end !== 'fin') throw failure(wire, signal);
  return Object.defineProperty(bytes, Symbol.asyncIterator, {
    async *value() {
      if ((bytes[0] ?? 0) > 1) throw new SyntaxError('the body is text where an event stream was expected');
      yield bytes;
    },
  });
}

/**
 * An event stream, which the SDK iterates and asks nothing else of. Lets go of the response when it is read. The SDK makes a generator for each body, and V8 keeps what such a one can
 * see until the next full collection.
 */
class StreamedBody implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #signal: AbortSignal;
  #wire: WireResponse | null;
  #chunks: AsyncIterator<WireChunk> | null;

  constructor(wire: WireResponse, signal: AbortSignal) {
    this.#signal = signal;
    this.#wire = wire;
    this.#chunks = wire.chunks[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const next = await this.#chunks?.next();
    if (next?.done === false) return { done: false, value: next.value.bytes };
    const wire = this.#wire;
    this.#release();
    if (wire !== null && wire.end !== 'fin') throw failure(wire, this.#signal);
    return DONE;
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    const chunks = this.#chunks;
    this.#release();
    await chunks?.return?.();
    return DONE;
  }

  #release(): void {
    this.#wire = null;
    this.#chunks = null;
  }
}

function failure(wire: WireResponse, signal: AbortSignal): Error {
  if (signal.aborted) return abortError(signal);
  if (wire.end === 'stall' && wire.cause instanceof Error) return wire.cause;
  return Object.assign(new Error('aborted', { cause: wire.cause }), { code: 'ECONNRESET' });
}

function abortError(signal: AbortSignal): Error {
  return Object.assign(new Error('Request aborted', { cause: signal.reason }), { name: 'AbortError' });
}
