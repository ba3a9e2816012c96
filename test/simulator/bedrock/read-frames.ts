import { EventStreamCodec } from '@smithy/eventstream-codec';

export interface ReadFrame {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
);

/** Reads whole frames with the SDK's own codec, which throws on a wrong checksum. Bytes left over are left out. */
export function readFrames(bytes: Uint8Array): ReadFrame[] {
  const frames: ReadFrame[] = [];
  let rest = Buffer.from(bytes);
  while (rest.length >= 4 && rest.length >= rest.readUInt32BE(0)) {
    const length = rest.readUInt32BE(0);
    const { headers, body } = codec.decode(rest.subarray(0, length));
    const named = Object.entries(headers).map(([name, header]) => [name, String(header.value)]);
    frames.push({ headers: Object.fromEntries(named), payload: Buffer.from(body).toString() });
    rest = rest.subarray(length);
  }
  return frames;
}

export function framesLength(bytes: Uint8Array): number {
  let at = 0;
  const view = Buffer.from(bytes);
  while (at + 4 <= view.length && at + view.readUInt32BE(at) <= view.length) at += view.readUInt32BE(at);
  return at;
}

export const kindOf = ({ headers }: ReadFrame): string | undefined =>
  headers[':event-type'] ?? headers[':exception-type'] ?? headers[':message-type'];
