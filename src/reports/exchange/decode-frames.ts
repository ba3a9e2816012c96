import { EventStreamCodec } from '@smithy/eventstream-codec';

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => new Uint8Array(Buffer.from(text)),
);

const PRELUDE_BYTES = 4;

/**
 * The whole frames of an `application/vnd.amazon.eventstream` body as `headers payload`, and what follows them.
 * A frame with a wrong checksum, and all after it, is rest.
 */
export function decodeFrames(bytes: Buffer): { readonly frames: readonly string[]; readonly rest: Buffer } {
  const frames: string[] = [];
  let at = 0;
  while (at + PRELUDE_BYTES <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const frame = length <= bytes.length - at ? decode(bytes.subarray(at, at + length)) : null;
    if (frame === null) break;
    frames.push(frame);
    at += length;
  }
  return { frames, rest: bytes.subarray(at) };
}

function decode(bytes: Uint8Array): string | null {
  try {
    const { headers, body } = codec.decode(bytes);
    const named = Object.entries(headers).map(([name, { value }]) => `${name}=${String(value)}`);
    return [...named, Buffer.from(body).toString('utf8')].join(' ');
  } catch {
    return null;
  }
}
