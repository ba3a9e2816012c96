import { crc32 } from 'node:zlib';

const STRING_TYPE = 7;
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

function encodeHeader([name, value]: readonly [string, string]): Buffer {
  const bytes = Buffer.alloc(1 + name.length + 3);
  bytes.writeUInt8(name.length, 0);
  bytes.write(name, 1, 'latin1');
  bytes.writeUInt8(STRING_TYPE, 1 + name.length);
  const text = Buffer.from(value);
  bytes.writeUInt16BE(text.length, 2 + name.length);
  return Buffer.concat([bytes, text]);
}

/**
 * One event-stream message: lengths, CRC of the lengths, headers, payload, CRC of everything before.
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function encodeFrame(
  headers: readonly (readonly [string, string])[],
  payload: string | Uint8Array,
): Uint8Array {
  const head = Buffer.concat(headers.map(encodeHeader));
  const body = Buffer.from(payload);
  const frame = Buffer.alloc(PRELUDE_BYTES + head.length + body.length + CHECKSUM_BYTES);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(head.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  frame.set(head, PRELUDE_BYTES);
  frame.set(body, PRELUDE_BYTES + head.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -CHECKSUM_BYTES)), frame.length - CHECKSUM_BYTES);
  return frame;
}

/** An event, its headers in the order in which Bedrock writes them. */
export function encodeEvent(type: string, payload: string): Uint8Array {
  return encodeFrame(
    [
      [':event-type', type],
      [':content-type', 'application/json'],
      [':message-type', 'event'],
    ],
    payload,
  );
}

/** An exception that the service's model knows. */
export function encodeException(type: string, payload: string): Uint8Array {
  return encodeFrame(
    [
      [':exception-type', type],
      [':content-type', 'application/json'],
      [':message-type', 'exception'],
    ],
    payload,
  );
}

/** An error outside the service's model: it has no payload. */
export function encodeError(code: string, message: string): Uint8Array {
  return encodeFrame(
    [
      [':error-code', code],
      [':error-message', message],
      [':message-type', 'error'],
    ],
    '',
  );
}
