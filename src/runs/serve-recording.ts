import { isUtf8 } from 'node:buffer';
import type { Transport } from '../contract/wire.ts';
import type { Clock } from '../contract/world.ts';
import { bytesResponse, inMemoryTransport } from '../transport/in-memory-transport.ts';
import { layerTransport } from '../transport/layer-transport.ts';
import { joinTransferChunks } from './join-transfer-chunks.ts';
import type { Recording } from './read-recording.ts';

const NEVER_MS = 2_147_483_647;
/** What a body may unpack to: a small one can unpack to any size. */
const GUARDS = {
  headersMs: NEVER_MS,
  idleMs: NEVER_MS,
  totalMs: NEVER_MS,
  maxResponseBytes: 64 * 1024 * 1024,
};

/**
 * A Transport that answers with a recorded response as its client saw it. Some recorders keep the bytes as they were
 * sent: in the chunks of HTTP/1.1, or packed as `content-encoding` says. Most unpack them and keep the headers, so
 * what the bytes look like decides.
 */
export function serveRecording(recording: Recording, clock: Clock): Transport {
  const { status } = recording;
  const headers = Object.keys(recording.headers).length === 0 ? headersFor(recording) : recording.headers;
  const joined = /\bchunked\b/i.test(headers['transfer-encoding'] ?? '')
    ? joinTransferChunks(recording.body)
    : null;
  const body = joined?.body ?? recording.body;
  const end = joined?.whole === false ? 'reset' : 'fin';
  const recorded = inMemoryTransport(() => bytesResponse({ status, headers, body, end }));
  return isPacked(headers['content-encoding'] ?? '', body)
    ? layerTransport(recorded, GUARDS, clock)
    : recorded;
}

/**
 * Where no header was kept, what a client goes by has to be made up: a response whose head is not known does not show
 * that its server sent none.
 */
function headersFor({ body }: Recording): Recording['headers'] {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 64)).toString('latin1');
  const type = TYPES.find(([looks]) => looks.test(start))?.[1];
  return type === undefined ? {} : { 'content-type': type };
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^\s*[[{]/, 'application/json'],
  [/^\s*(?:data|event|id|retry|error)?:/, 'text/event-stream'],
];

/** Whether bytes are still in their content coding; where that has no mark of its own, whether they are no text. */
function isPacked(coding: string, body: Uint8Array): boolean {
  const [first = 0, second = 0] = body;
  switch (coding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return first === 0x1f && second === 0x8b;
    case 'deflate':
      // https://www.rfc-editor.org/rfc/rfc1950#section-2.2
      return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
    case 'zstd':
      return first === 0x28 && second === 0xb5;
    case 'br':
      return body.length > 0 && !isUtf8(body);
    default:
      return false;
  }
}
