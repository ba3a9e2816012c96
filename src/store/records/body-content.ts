import type { RawBody } from '../../contract/wires/wire.ts';
import type { Redact } from '../../contract/world.ts';

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
  if ('text' in body) return spellText(body.text) ?? JSON.stringify(body);
  if (!('base64' in body)) return JSON.stringify(body);
  const { base64 } = body;
  const isPlain = Buffer.from(base64, 'base64').toString('base64') === base64;
  return isPlain ? `{"base64":"${base64}"}` : JSON.stringify(body);
}

/** Units of the texts that are spelt so: others are rare, and memory for them would be held for nothing. */
const USUAL = 64 * 1024;
const plain = Buffer.allocUnsafeSlow(USUAL);
const spelt = Buffer.allocUnsafeSlow(2 * USUAL);

const LENGTH_AT = 16;
const ODD = 1 << 24;
/** By byte: the one or two that JSON spells it with, the first lowest, and how many they are; ODD for what takes more. */
const SPELLINGS = Uint32Array.from({ length: 0x100 }, (_, code) => {
  const [first = 0, second = 0, ...more] = Buffer.from(
    JSON.stringify(String.fromCharCode(code)).slice(1, -1),
  );
  if (code >= 0x80 || more.length > 0) return ODD;
  return first | (second << 8) | ((second === 0 ? 1 : 2) << LENGTH_AT);
});

/**
 * Null for a text that is not short, not ASCII, or has controls that JSON spells by number. A stream of events has a
 * quote to be escaped every few characters, where JSON.stringify begins anew each time; without a branch that takes
 * half as long.
 */
function spellText(text: string): string | null {
  const { length } = text;
  if (length > USUAL || plain.write(text, 'utf8') !== length) return null;
  let size = 0;
  let all = 0;
  for (let at = 0; at < length; at += 1) {
    const spelling = SPELLINGS[plain[at] ?? 0] ?? ODD;
    spelt[size] = spelling;
    spelt[size + 1] = spelling >> 8;
    size += (spelling >> LENGTH_AT) & 3;
    all |= spelling;
  }
  return all >= ODD ? null : `{"text":"${spelt.toString('latin1', 0, size)}"}`;
}
