import type { ServerResponse } from 'node:http';
import { crc32, createGzip } from 'node:zlib';
import { chunkFrame, eventFrame } from '../providers/frames.ts';

/** Writes one answer, which may never end. */
export type Hostile = (response: ServerResponse) => void;

const MIB = 1024 * 1024;
const TWO_GB = 2 * 1024 * MIB;
const SSE = { 'content-type': 'text/event-stream' };
const JSON_BODY = { 'content-type': 'application/json' };
const FRAMES = { 'content-type': 'application/vnd.amazon.eventstream' };

function sse(delta: object, finish: string | null = null): string {
  return `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

/** Writes pieces as fast as they are taken, until there are enough or the client is gone. */
function pour(response: NodeJS.WritableStream, piece: Buffer, most: number, isGone: () => boolean): void {
  let sent = 0;
  const more = (): void => {
    while (sent < most && !isGone()) {
      sent += piece.length;
      if (!response.write(piece)) {
        response.once('drain', more);
        return;
      }
    }
    if (!isGone()) response.end();
  };
  more();
}

const pouring =
  (headers: Record<string, string>, piece: Uint8Array | string, opening: Uint8Array | string = ''): Hostile =>
  (response) => {
    response.writeHead(200, headers);
    response.write(opening);
    pour(response, Buffer.from(piece), TWO_GB, () => response.destroyed);
  };

const zipped =
  (headers: Record<string, string>, piece: Buffer, opening: string): Hostile =>
  (response) => {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
    const gzip = createGzip();
    gzip.pipe(response);
    gzip.write(opening);
    pour(gzip, piece, TWO_GB, () => response.destroyed);
  };

/** A few bytes at a time, never quiet for long, never done. */
const drip =
  (headers: Record<string, string>, text: string): Hostile =>
  (response) => {
    response.writeHead(200, headers);
    let at = 0;
    const timer = setInterval(() => {
      response.write(text.repeat(2).slice(at, at + 8));
      at = (at + 8) % text.length;
    }, 5);
    response.on('close', () => clearInterval(timer));
  };

const TOOL = { index: 0, id: 'call_1', type: 'function', function: { name: 'note', arguments: '' } };
const MORE_ARGUMENTS = { tool_calls: [{ index: 0, function: { arguments: 'x'.repeat(8_000) } }] };
const BLOCK = eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'again and ' } });

/** The start of a frame, with a checksum that vouches for its claim. */
function claimedFrame(bytes: number): Buffer {
  const frame = Buffer.alloc(64 * 1024);
  frame.writeUInt32BE(bytes, 0);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  return frame;
}

export const SERVERS = {
  'a slow drip': drip(SSE, sse({ content: 'drop ' })),
  'a slow drip of one body': drip(JSON_BODY, '{"choices":['),
  'an endless stream': pouring(SSE, sse({ content: 'again and ' })),
  'an endless stream of large events': pouring(SSE, sse({ content: 'y'.repeat(100_000) })),
  'an endless stream of reasoning': pouring(SSE, sse({ reasoning_content: 'hmm '.repeat(1_000) })),
  'an endless call': pouring(SSE, sse(MORE_ARGUMENTS), sse({ tool_calls: [TOOL] })),
  'an event without an end': pouring(SSE, 'z'.repeat(64 * 1024), `${sse({ content: 'before' })}data: `),
  'an event of endless lines': pouring(SSE, `data: ${'z'.repeat(1_000)}\n`, sse({ content: 'before' })),
  'endless comments': pouring(SSE, `: ${'keep alive '.repeat(20)}\n\n`, sse({ content: 'before' })),
  'a body of 2 GB': pouring(JSON_BODY, 'a'.repeat(64 * 1024), '{"choices":[{"message":{"content":"'),
  'a compressed bomb': zipped(JSON_BODY, Buffer.alloc(MIB, 'a'), '{"choices":[{"message":{"content":"'),
  'a compressed bomb of one event': zipped(
    SSE,
    Buffer.alloc(MIB, 'a'),
    `${sse({ content: 'before' })}data: `,
  ),
  'a server that never closes': (response) => {
    response.writeHead(200, SSE);
    response.write(sse({ content: 'half an answer' }));
  },
  'a server that never closes after its finish': (response) => {
    response.writeHead(200, SSE);
    response.write(sse({ content: 'whole answer' }) + sse({}, 'stop'));
  },
  'a server that is silent after its head': (response) => {
    response.writeHead(200, SSE);
    response.flushHeaders();
  },
  'a server that sends no output': drip(SSE, ': wait\n\n'),
  'a server that says nothing': () => undefined,
  'endless frames': pouring(FRAMES, BLOCK),
  'endless native frames': pouring(FRAMES, chunkFrame({ generation: 'again and ', stop_reason: null })),
  'a frame that claims 20 MB': pouring(
    FRAMES,
    Buffer.alloc(64 * 1024),
    Buffer.concat([BLOCK, claimedFrame(20 * MIB)]),
  ),
  'a frame that claims 2 GB': pouring(
    FRAMES,
    Buffer.alloc(64 * 1024),
    Buffer.concat([BLOCK, claimedFrame(TWO_GB)]),
  ),
} satisfies Record<string, Hostile>;
