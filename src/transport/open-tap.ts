import { isUtf8 } from 'node:buffer';
import type {
  RawBody,
  Tap,
  Transport,
  WireEnd,
  WireEvidence,
  WireHead,
  WirePiece,
  WireRequest,
} from '../contract/wires/wire.ts';
import { abortedBy } from '../contract/errors/guard-error.ts';
import type { Clock } from '../contract/world.ts';
import { maskHeaders } from './mask-headers.ts';

/**
 * Watches every exchange of bytes that goes through `tap.transport`. Where a call needs several requests
 * (a token, polling), `sentMs` is the first one's and everything else the last one's. While a call runs the
 * tap only keeps references; `evidence()` does the work, so ask once, when the reader is done. Headers that carry
 * credentials, and those of `secretHeaders`, are masked by name; other secrets are masked where the evidence is written.
 */
export function openTap(
  transport: Transport,
  clock: Clock,
  secretHeaders: readonly string[] = NO_NAMES,
): Tap {
  let sentMs: number | null = null;
  let seen: SeenBody | null = null;
  return {
    async transport(request, signal) {
      sentMs ??= clock.nowMs();
      const response = await transport(request, signal);
      const pieces = response.body[Symbol.asyncIterator]();
      seen = new SeenBody(request, response, pieces, signal, clock, secretHeaders);
      return { status: response.status, headers: response.headers, body: seen };
    },
    evidence: () => seen?.evidence() ?? null,
    stamps: () => ({
      sentMs,
      headersMs: seen?.headersMs ?? null,
      firstByteMs: seen?.chunkAtMs[0] ?? null,
      lastByteMs: seen?.chunkAtMs.at(-1) ?? null,
    }),
  };
}

const NO_NAMES: readonly string[] = [];

/** The body as handed on, and what passed through it. */
class SeenBody implements AsyncIterableIterator<WirePiece, undefined> {
  readonly headersMs: number;
  readonly chunkAtMs: number[] = [];
  readonly #request: WireRequest;
  readonly #head: WireHead;
  readonly #inner: AsyncIterator<WirePiece, undefined>;
  readonly #signal: AbortSignal;
  readonly #clock: Clock;
  readonly #secretHeaders: readonly string[];
  readonly #pieces: Uint8Array[] = [];
  readonly #note = (next: IteratorResult<WirePiece, undefined>): IteratorResult<WirePiece, undefined> =>
    this.#noted(next);
  /** Until it is read. */
  #end: WireEnd | null = null;

  constructor(
    request: WireRequest,
    head: WireHead,
    inner: AsyncIterator<WirePiece, undefined>,
    signal: AbortSignal,
    clock: Clock,
    secretHeaders: readonly string[],
  ) {
    this.headersMs = clock.nowMs();
    this.#request = request;
    this.#head = head;
    this.#inner = inner;
    this.#signal = signal;
    this.#clock = clock;
    this.#secretHeaders = secretHeaders;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<WirePiece, undefined>> {
    return this.#inner.next().then(this.#note);
  }

  async return(): Promise<IteratorResult<WirePiece, undefined>> {
    await this.#inner.return?.();
    return { done: true, value: undefined };
  }

  /** A chunk without a time of its own gets ours. */
  #noted(next: IteratorResult<WirePiece, undefined>): IteratorResult<WirePiece, undefined> {
    if (next.done === true) return next;
    if ('end' in next.value) {
      this.#end = next.value.end;
    } else {
      this.#pieces.push(next.value.bytes);
      this.chunkAtMs.push(next.value.atMs > 0 ? next.value.atMs : this.#clock.nowMs());
    }
    return next;
  }

  evidence(): WireEvidence {
    const pieces = this.#pieces;
    const { status, headers } = this.#head;
    const chunkEnds: number[] = [];
    let bytes = 0;
    for (const piece of pieces) chunkEnds.push((bytes += piece.length));
    return {
      request: { ...this.#request, headers: maskHeaders(this.#request.headers, this.#secretHeaders) },
      status,
      headers: maskHeaders(headers),
      bytes,
      chunkEnds,
      chunkAtMs: this.chunkAtMs,
      body: toRawBody(pieces, bytes, headers['content-type'] ?? ''),
      // Who leaves before the end has broken the connection, or ran out of patience.
      end: this.#end ?? (abortedBy(this.#signal) === 'timeout' ? 'stall' : 'reset'),
    };
  }
}

const TEXTUAL = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)\b|application\/x-ndjson\b)/i;

/** Where the pieces of usual bodies are put together: memory of its own for each would be made and dropped at once. */
const joined = Buffer.allocUnsafeSlow(256 * 1024);

/** Bytes for the record: text where the content type says text and the bytes are UTF-8, else base64. */
export function toRawBody(pieces: readonly Uint8Array[], bytes: number, contentType: string): RawBody {
  const memory = bytes > joined.length ? Buffer.allocUnsafeSlow(bytes) : joined;
  let at = 0;
  for (const piece of pieces) {
    memory.set(piece, at);
    at += piece.length;
  }
  const body = memory.subarray(0, bytes);
  const textual = bytes === 0 || (TEXTUAL.test(contentType.trim()) && isUtf8(body));
  const raw = textual ? { text: body.toString('utf8') } : { base64: body.toString('base64') };
  // V8 looks for memory of this kind that nobody needs once there are 64 MB of it.
  if (memory !== joined) memory.buffer.transfer(0);
  return raw;
}
