import { createRequire } from 'node:module';
import type * as Codecs from '@smithy/eventstream-codec';

/**
 * A frame of `application/vnd.amazon.eventstream` as text. Every header that a model's service sends is a string
 * (https://smithy.io/2.0/aws/amazon-eventstream.html).
 */
export interface Frame {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

let made: Codecs.EventStreamCodec | null = null;

/** Loaded when the first frame is read or written: one wire of all has them, and loading it takes 20 ms. */
function codec(): Codecs.EventStreamCodec {
  if (made !== null) return made;
  const { EventStreamCodec } = loadCodec();
  made = new EventStreamCodec(
    (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
    (text) => new Uint8Array(Buffer.from(text)),
  );
  return made;
}

function loadCodec(): typeof Codecs {
  const load = createRequire(import.meta.url);
  // oxlint-disable-next-line typescript/no-unsafe-return -- what the package says of itself
  return load('@smithy/eventstream-codec');
}

export const EVENT_STREAM = 'application/vnd.amazon.eventstream';
const LENGTH_BYTES = 4;

/** Where each whole frame ends; what follows the last is no frame. Checksums are not looked at. */
function endsOfFrames(bytes: Buffer): readonly number[] {
  const ends: number[] = [];
  let at = 0;
  while (at + LENGTH_BYTES <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (length < LENGTH_BYTES || length > bytes.length - at) break;
    at += length;
    ends.push(at);
  }
  return ends;
}

/** The bytes as frames, or null where frames cannot say all of them: a wrong checksum, a cut one, bytes that are no text. */
export function readFrames(bytes: Buffer): readonly Frame[] | null {
  const ends = endsOfFrames(bytes);
  if ((ends.at(-1) ?? 0) !== bytes.length) return null;
  const frames: Frame[] = [];
  for (const [index, end] of ends.entries()) {
    const frame = readFrame(bytes.subarray(ends[index - 1] ?? 0, end));
    if (frame === null) return null;
    frames.push(frame);
  }
  return writeFrames(frames).equals(bytes) ? frames : null;
}

function readFrame(bytes: Buffer): Frame | null {
  try {
    const { headers, body } = codec().decode(bytes);
    const named: [string, string][] = [];
    for (const [name, header] of Object.entries(headers)) {
      if (header.type !== 'string') return null;
      named.push([name, header.value]);
    }
    return { headers: Object.fromEntries(named), payload: Buffer.from(body).toString('utf8') };
  } catch {
    return null;
  }
}

/** The bytes of frames, with lengths and checksums that hold. */
export function writeFrames(frames: readonly Frame[]): Buffer {
  return Buffer.concat(frames.map(writeFrame));
}

function writeFrame({ headers, payload }: Frame): Uint8Array {
  const named = Object.entries(headers).map(([name, value]) => [name, { type: 'string', value }] as const);
  return codec().encode({ headers: Object.fromEntries(named), body: new Uint8Array(Buffer.from(payload)) });
}
