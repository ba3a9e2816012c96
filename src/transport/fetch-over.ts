import type { Transport, WireRequest, WireResponse } from '../contract/wire.ts';
import { collectBody } from './collect-body.ts';

const NEVER = new AbortController().signal;
/** https://fetch.spec.whatwg.org/#null-body-status */
const NULL_BODY = new Set([204, 205, 304]);

/**
 * A `fetch` over a Transport, as the openai SDK takes it. It fails as undici's fetch does: TypeError
 * "fetch failed" before a head, "terminated" in the body, the signal's reason after an abort; redirects are
 * handed back, not followed.
 */
export function fetchOver(transport: Transport): typeof globalThis.fetch {
  return async (input, init) => {
    const signal = init?.signal ?? NEVER;
    signal.throwIfAborted();
    const request = await toWireRequest(input, init);
    let response: WireResponse;
    try {
      response = await transport(request, signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw new TypeError('fetch failed', { cause: error });
    }
    return toResponse(response, signal);
  };
}

async function toWireRequest(
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<WireRequest> {
  const body = init?.body ?? null;
  if (input instanceof Request || !(body === null || typeof body === 'string' || isBytes(body))) {
    return fromRequest(new Request(input, init));
  }
  return {
    method: init?.method ?? 'GET',
    url: String(input),
    headers: toRecord(init?.headers),
    body,
  };
}

/** The slow way, for every other form that fetch allows. */
async function fromRequest(request: Request): Promise<WireRequest> {
  const body = request.body === null ? null : await request.bytes();
  return { method: request.method, url: request.url, headers: toRecord(request.headers), body };
}

function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array;
}

function toRecord(headers: RequestInit['headers']): Record<string, string> {
  const record: Record<string, string> = {};
  const given = headers instanceof Headers ? headers : new Headers(headers);
  for (const [name, value] of given) record[name] = value;
  return record;
}

async function toResponse(wire: WireResponse, signal: AbortSignal): Promise<Response> {
  const { status } = wire;
  const representable = status >= 200 && status <= 599;
  const init = { status: representable ? status : 599, headers: toHeaders(wire.headers) };
  const response = new Response(await bodyOf(wire, signal), init);
  return representable ? response : Object.defineProperty(response, 'status', { value: status });
}

async function bodyOf(
  wire: WireResponse,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> | null> {
  if (!NULL_BODY.has(wire.status) && !isJson(wire.headers)) return bodyStream(wire, signal);
  const bytes = await collectBody(wire);
  if (NULL_BODY.has(wire.status)) return null;
  return wire.end === 'fin' ? bytes : brokenStream(bytes, failure(wire, signal));
}

/** A JSON body is of no use before its end, and a Response over bytes is far cheaper than one over a stream. */
function isJson(headers: WireResponse['headers']): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '');
}

function bodyStream(wire: WireResponse, signal: AbortSignal): ReadableStream<Uint8Array> {
  const chunks = wire.chunks[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done !== true) controller.enqueue(next.value.bytes);
        else if (wire.end === 'fin') controller.close();
        else controller.error(failure(wire, signal));
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

function brokenStream(bytes: Uint8Array, error: unknown): ReadableStream<Uint8Array> {
  let sent = bytes.length === 0;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(error);
      else controller.enqueue(bytes);
      sent = true;
    },
  });
}

function failure(wire: WireResponse, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const cause = wire.cause ?? Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  return wire.end === 'stall' ? cause : new TypeError('terminated', { cause });
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
