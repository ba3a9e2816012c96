import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCodePoint } from '../../../src/fuzz/any-code-point.ts';
import type { EventFrame } from '../../../src/providers/reading/frame-codec.ts';
import { createEventStreamReader } from '../../../src/providers/reading/read-event-stream.ts';
import { cutAt, cuts, oneByOne, textOf } from '../bytes.ts';
import { eventFrame, exceptionFrame, frame } from '../frames.ts';

/** A messageStart that Bedrock sent: https://github.com/traceloop/openllmetry (test_meta_converse_stream.yaml). */
const RECORDED = Buffer.from(
  'AAAAhAAAAFKkIfnjCzpldmVudC10eXBlBwAMbWVzc2FnZVN0YXJ0DTpjb250ZW50LXR5cGUHABBhcHBsaWNhdGlvbi9qc29uDTptZXNzYWdlLXR5cGUHAAVldmVudHsicCI6ImFiY2RlZmciLCJyb2xlIjoiYXNzaXN0YW50In3i0eE2',
  'base64',
);
/** An exception in the same layout. */
const THROTTLED = Buffer.from(
  'AAAAsAAAAGFPUIazDzpleGNlcHRpb24tdHlwZQcAE3Rocm90dGxpbmdFeGNlcHRpb24NOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcACWV4Y2VwdGlvbnsibWVzc2FnZSI6IlRvbyBtYW55IHRva2VucywgcGxlYXNlIHdhaXQgYmVmb3JlIHRyeWluZyBhZ2Fpbi4iffcK5X8=',
  'base64',
);

interface Read {
  readonly frames: (Omit<EventFrame, 'body'> & { readonly body: string })[];
  readonly broken: string[];
  readonly leftover: boolean;
}

function read(pieces: readonly Uint8Array[]): Read {
  const frames: Read['frames'] = [];
  const broken: string[] = [];
  const reader = createEventStreamReader(
    ({ body, ...rest }) => frames.push({ ...rest, body: textOf(body) }),
    (reason) => broken.push(reason),
  );
  for (const piece of pieces) reader.push(piece);
  return { frames, broken, leftover: reader.end() };
}

/** The twelve bytes before a frame's headers, with their checksum. */
function prelude(length: number, headersLength: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(length, 0);
  bytes.writeUInt32BE(headersLength, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  return bytes;
}

describe('the event stream reader', () => {
  it('reads a recorded event', () => {
    expect(read([RECORDED])).toEqual({
      frames: [
        {
          messageType: 'event',
          name: 'messageStart',
          errorMessage: null,
          body: '{"p":"abcdefg","role":"assistant"}',
        },
      ],
      broken: [],
      leftover: false,
    });
  });

  it('reads an exception', () => {
    expect(read([THROTTLED]).frames).toEqual([
      {
        messageType: 'exception',
        name: 'throttlingException',
        errorMessage: null,
        body: '{"message":"Too many tokens, please wait before trying again."}',
      },
    ]);
  });

  it('reads an un-modelled error, which has its words in headers', () => {
    const error = frame(
      { ':message-type': 'error', ':error-code': 'InternalFailure', ':error-message': 'broken' },
      '',
    );
    expect(read([error]).frames).toEqual([
      { messageType: 'error', name: 'InternalFailure', errorMessage: 'broken', body: '' },
    ]);
  });

  it('tells one break and reads no further after a wrong message checksum', () => {
    const bad = Buffer.from(RECORDED);
    bad.writeUInt8(bad.readUInt8(bad.length - 1) ^ 1, bad.length - 1);
    const seen = read([RECORDED, bad, RECORDED]);
    expect(seen.frames).toHaveLength(1);
    expect(seen.broken).toHaveLength(1);
    expect(seen.broken[0]).toMatch(/checksum/);
  });

  it('notices a wrong checksum of the prelude', () => {
    const bad = Buffer.from(RECORDED);
    bad.writeUInt8(bad.readUInt8(9) ^ 1, 9);
    expect(read([bad]).broken[0]).toMatch(/checksum/);
  });

  it.each([
    ['longer than a frame may be', 0x7fff_ffff, 82],
    ['shorter than a frame can be', 15, 0],
    ['shorter than its own headers', 90, 82],
    ['zero', 0, 0],
    ['too long for its headers', 400_000, 300_000],
  ])('refuses a length that is %s without waiting for it', (_name, length, headers) => {
    const seen = read([prelude(length, headers)]);
    expect(seen.frames).toEqual([]);
    expect(seen.broken).toEqual([`a frame claims ${length} bytes, ${headers} of them headers`]);
  });

  it('waits for a frame of the greatest length, and believes no length that its checksum denies', () => {
    const largest = prelude(24 * 1024 * 1024 + 128 * 1024 + 16, 128 * 1024);
    expect(read([largest])).toMatchObject({ broken: [], leftover: true });
    const plausible = prelude(1000, 82);
    plausible.writeUInt32BE(1001, 0);
    expect(read([plausible]).broken).toEqual([
      'a frame claims 1001 bytes, 82 of them headers, and the checksum over that is wrong',
    ]);
  });

  it('says that bytes were left over', () => {
    expect(read([RECORDED, RECORDED.subarray(0, 100)])).toMatchObject({ broken: [], leftover: true });
    expect(read([RECORDED.subarray(0, 3)]).leftover).toBe(true);
    expect(read([]).leftover).toBe(false);
  });

  it('checks frames whose headers it has met as it checks the first', () => {
    const payload = RECORDED.length - 4 - 40;
    for (const at of [3, 5, 7, 9, 30, payload, RECORDED.length - 1]) {
      const bad = Buffer.from(RECORDED);
      bad.writeUInt8(bad.readUInt8(at) ^ 2, at);
      expect(read([RECORDED, bad]).frames).toHaveLength(1);
      expect(read([RECORDED, bad]).broken).toEqual(read([bad]).broken);
    }
    const short = prelude(12 + 82 + 2, 82);
    const overlap = Buffer.concat([short, RECORDED.subarray(12, 12 + 80)]);
    overlap.writeUInt32BE(crc32(overlap.subarray(0, -4)), overlap.length - 4);
    expect(read([RECORDED, overlap])).toMatchObject({ broken: [expect.stringMatching(/claims 96 bytes/)] });
  });

  it('tells headers apart that are as long as each other', () => {
    const names = ['chunkA', 'chunkB', 'chunkA', 'chunkA'];
    const frames = names.map((name) => frame({ ':event-type': name, ':message-type': 'event' }, '{}'));
    expect(read(frames).frames.map(({ name }) => name)).toEqual(names);
  });

  it('does not care how the bytes are cut', () => {
    const frames = fc.array(
      fc.oneof(
        fc.constant<Uint8Array>(RECORDED),
        fc.string({ unit: anyCodePoint }).map((text) => eventFrame('contentBlockDelta', { delta: { text } })),
        fc.constant(exceptionFrame('throttlingException', '{"message":"no"}')),
      ),
      { maxLength: 5 },
    );
    const bodies = fc
      .tuple(frames, fc.nat({ max: 30 }))
      .map(([parts, less]) => Buffer.concat(parts).subarray(0, less === 0 ? undefined : -less))
      .chain((bytes) => fc.record({ bytes: fc.constant(bytes), offsets: cuts(bytes.length) }));
    fc.assert(
      fc.property(bodies, ({ bytes, offsets }) => {
        const expected = read([bytes]);
        expect(read(cutAt(bytes, offsets))).toEqual(expected);
        expect(read(oneByOne(bytes))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), cuts(200), (bytes, offsets) => {
        const seen = read(cutAt(bytes, offsets));
        expect(seen.broken.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
