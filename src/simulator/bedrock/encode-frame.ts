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
function encodeFrame(head: Uint8Array, payload: string): Uint8Array {
  const length = PRELUDE_BYTES + head.length + Buffer.byteLength(payload) + CHECKSUM_BYTES;
  const frame = Buffer.allocUnsafe(length);
  frame.writeUInt32BE(length, 0);
  frame.writeUInt32BE(head.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  frame.set(head, PRELUDE_BYTES);
  frame.write(payload, PRELUDE_BYTES + head.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -CHECKSUM_BYTES)), length - CHECKSUM_BYTES);
  return frame;
}

/** Headers in the order in which Bedrock writes them; few differ, so they are kept. */
const heads = new Map<string, Uint8Array>();

function headOf(messageType: 'event' | 'exception', type: string): Uint8Array {
  const key = `${messageType} ${type}`;
  const head =
    heads.get(key) ??
    Buffer.concat(
      [
        [`:${messageType}-type`, type] as const,
        [':content-type', 'application/json'] as const,
        [':message-type', messageType] as const,
      ].map(encodeHeader),
    );
  heads.set(key, head);
  return head;
}

export function encodeEvent(type: string, payload: string): Uint8Array {
  return encodeFrame(headOf('event', type), payload);
}

/** An exception that the service's model knows. */
export function encodeException(type: string, payload: string): Uint8Array {
  return encodeFrame(headOf('exception', type), payload);
}

/** An error outside the service's model: it has no payload. */
export function encodeError(code: string, message: string): Uint8Array {
  const headers = [
    [':error-code', code],
    [':error-message', message],
    [':message-type', 'error'],
  ] as const;
  return encodeFrame(Buffer.concat(headers.map(encodeHeader)), '');
}
