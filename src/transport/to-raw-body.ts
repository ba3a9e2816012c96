import { isUtf8 } from 'node:buffer';
import type { RawBody } from '../contract/wire.ts';

const TEXTUAL = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)\b|application\/x-ndjson\b)/i;

/** Where the pieces of usual bodies are put together: memory of its own for each would be made and dropped at once. */
const bench = Buffer.allocUnsafeSlow(256 * 1024);

/** Bytes for the record: text where the content type says text and the bytes are UTF-8, else base64. */
export function toRawBody(pieces: readonly Uint8Array[], bytes: number, contentType: string): RawBody {
  const body = join(pieces, bytes);
  const textual = bytes === 0 || (TEXTUAL.test(contentType.trim()) && isUtf8(body));
  return textual ? { text: body.toString('utf8') } : { base64: body.toString('base64') };
}

/** Holds until it is called again. */
function join(pieces: readonly Uint8Array[], bytes: number): Buffer {
  if (bytes > bench.length) return Buffer.concat(pieces, bytes);
  let at = 0;
  for (const piece of pieces) {
    bench.set(piece, at);
    at += piece.length;
  }
  return bench.subarray(0, bytes);
}
