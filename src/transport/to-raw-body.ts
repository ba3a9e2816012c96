import { isUtf8 } from 'node:buffer';
import type { RawBody } from '../contract/wire.ts';

const TEXTUAL = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)\b|application\/x-ndjson\b)/i;

/** Bytes for the record: text where the content type says text and the bytes are UTF-8, else base64. */
export function toRawBody(bytes: Uint8Array, contentType: string): RawBody {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textual = bytes.length === 0 || (TEXTUAL.test(contentType.trim()) && isUtf8(bytes));
  return textual ? { text: buffer.toString('utf8') } : { base64: buffer.toString('base64') };
}
