import { isUtf8 } from 'node:buffer';
import { joinTransferChunks } from './join-transfer-chunks.ts';
import type { Recording } from './read-recording.ts';

/** A response as its client saw it. */
export interface RecordedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** False where the bytes themselves say that more was to come. */
  readonly whole: boolean;
  /** Whether the body is still in its content coding. */
  readonly packed: boolean;
}

/**
 * Some recorders keep the bytes as they were sent: in the chunks of HTTP/1.1, or packed as `content-encoding` says.
 * Most unpack them and keep the headers, so what the bytes look like decides.
 */
export function unpackRecording(recording: Recording): RecordedResponse {
  const { status } = recording;
  const headers = Object.keys(recording.headers).length === 0 ? headersFor(recording) : recording.headers;
  const chunked = /\bchunked\b/i.test(headers['transfer-encoding'] ?? '');
  const { body, whole } = (chunked ? joinTransferChunks(recording.body) : null) ?? {
    body: recording.body,
    whole: true,
  };
  return { status, headers, body, whole, packed: isPacked(headers['content-encoding'] ?? '', body) };
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
      // https://www.rfc-editor.org/rfc/rfc1950#section-2.2; some servers send it without this header.
      return ((first & 0x0f) === 8 && (first * 256 + second) % 31 === 0) || !isUtf8(body);
    case 'zstd':
      return first === 0x28 && second === 0xb5;
    case 'br':
      return body.length > 0 && !isUtf8(body);
    default:
      return false;
  }
}
