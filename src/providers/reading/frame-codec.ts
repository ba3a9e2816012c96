import { crc32 } from 'node:zlib';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { createWordDecoder } from './create-word-decoder.ts';

/** One frame of application/vnd.amazon.eventstream: string headers and a body of bytes. */
export interface EventFrame extends FrameName {
  readonly body: Uint8Array;
}

/** What the headers of a frame say. */
interface FrameName {
  readonly messageType: string;
  /** `:event-type`, `:exception-type` or `:error-code`, whichever the message type has. */
  readonly name: string;
  /** `:error-message` of an un-modelled error. */
  readonly errorMessage: string | null;
}

interface KnownHeaders {
  readonly bytes: Uint8Array;
  readonly name: FrameName;
}

export const PRELUDE_BYTES = 12;
export const PRELUDE_CHECKED_BYTES = 8;
const LENGTH_BYTES = 4;
const CHECKSUM_BYTES = 4;
/** Of words as a service uses them; longer ones hold what was said. */
const LONGEST_KNOWN = 256;

const codec = new EventStreamCodec(createWordDecoder(), (text) => Buffer.from(text, 'utf8'));

/**
 * Reads a whole frame; throws the codec's error for what is none. The frames of a stream have the same few headers, and
 * to take those apart is most of what the codec does: headers that were met last with their length cost a comparison,
 * while the checksums are looked at each time. There are no more than 256 of them.
 */
export function createFrameCodec(): (bytes: Uint8Array) => EventFrame {
  const known = new Map<number, KnownHeaders>();
  return (bytes) => {
    const met = known.get(wordAt(bytes, LENGTH_BYTES));
    if (met !== undefined && standsIn(bytes, met.bytes) && isSound(bytes)) {
      const { messageType, name, errorMessage } = met.name;
      return { messageType, name, errorMessage, body: bodyOf(bytes, met.bytes.length) };
    }
    const { headers, body } = codec.decode(bytes);
    const name = nameOf(headers);
    const length = bytes.length - body.length - PRELUDE_BYTES - CHECKSUM_BYTES;
    if (length <= LONGEST_KNOWN) {
      known.set(length, {
        bytes: Uint8Array.from(bytes.subarray(PRELUDE_BYTES, PRELUDE_BYTES + length)),
        name,
      });
    }
    return { ...name, body };
  };
}

function bodyOf(bytes: Uint8Array, headersLength: number): Uint8Array {
  const from = PRELUDE_BYTES + headersLength;
  return new Uint8Array(bytes.buffer, bytes.byteOffset + from, bytes.length - CHECKSUM_BYTES - from);
}

function nameOf(headers: ReturnType<typeof codec.decode>['headers']): FrameName {
  const header = (name: string): string | null => {
    const value = headers[name]?.value;
    return typeof value === 'string' ? value : null;
  };
  return {
    messageType: header(':message-type') ?? 'event',
    name: header(':event-type') ?? header(':exception-type') ?? header(':error-code') ?? '',
    errorMessage: header(':error-message'),
  };
}

/** Whether a frame has these headers, and room for them. */
function standsIn(bytes: Uint8Array, headers: Uint8Array): boolean {
  if (bytes.length < PRELUDE_BYTES + headers.length + CHECKSUM_BYTES) return false;
  for (let at = 0; at < headers.length; at += 1) {
    if (headers[at] !== bytes[PRELUDE_BYTES + at]) return false;
  }
  return true;
}

/** Whether its length is what it says, and both checksums hold. Of so few bytes as a prelude has one is worked out sooner than asked for. */
function isSound(bytes: Uint8Array): boolean {
  const end = bytes.length - CHECKSUM_BYTES;
  return (
    wordAt(bytes, 0) === bytes.length &&
    wordAt(bytes, PRELUDE_CHECKED_BYTES) === preludeChecksum(bytes) &&
    wordAt(bytes, end) === crc32(new Uint8Array(bytes.buffer, bytes.byteOffset, end))
  );
}

/** Four bytes as a number: a view made for it alone costs as much as all else that is read of most frames. */
function wordAt(bytes: Uint8Array, at: number): number {
  const high = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  return (high * 256 + (bytes[at + 2] ?? 0)) * 256 + (bytes[at + 3] ?? 0);
}

/** https://www.rfc-editor.org/rfc/rfc1952#section-8 */
const POLYNOMIAL = 0xedb88320;
const CHECKSUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = (sum & 1) === 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
  return sum;
});

function preludeChecksum(bytes: Uint8Array): number {
  let sum = -1;
  for (let at = 0; at < PRELUDE_CHECKED_BYTES; at += 1) {
    sum = (sum >>> 8) ^ (CHECKSUMS[(sum ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return (sum ^ -1) >>> 0;
}
