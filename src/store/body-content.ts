import type { RawBody } from '../contract/wire.ts';
import type { Redact } from '../contract/world.ts';

/** Bytes as a line carries them: text where they are UTF-8, else base64. */
export type BodyContent = { readonly text: string } | { readonly base64: string };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function contentOf(bytes: Uint8Array): BodyContent {
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}

export function bytesOf(content: BodyContent): Buffer {
  return 'text' in content ? Buffer.from(content.text) : Buffer.from(content.base64, 'base64');
}

/** A body as text that is looked at byte by byte where it is binary; nothing of one that stands elsewhere. */
export function binaryText(body: RawBody): string {
  if ('text' in body) return body.text;
  return 'base64' in body ? Buffer.from(body.base64, 'base64').toString('latin1') : '';
}

/** Secrets in binary bodies are found byte by byte: frames carry their text unencoded. */
export function redactBody(content: BodyContent, redact: Redact): BodyContent {
  if ('text' in content) return { text: redact(content.text) };
  const binary = binaryText(content);
  const redacted = redact(binary);
  return redacted === binary ? content : { base64: Buffer.from(redacted, 'latin1').toString('base64') };
}

/**
 * A body as JSON. Base64 as its bytes are written needs no escapes, and to see that it is so costs a third of what it costs
 * to look for some.
 */
export function spellBody(body: RawBody): string {
  if (!('base64' in body)) return JSON.stringify(body);
  const { base64 } = body;
  const isPlain = Buffer.from(base64, 'base64').toString('base64') === base64;
  return isPlain ? `{"base64":"${base64}"}` : JSON.stringify(body);
}
