import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConverseStreamDecoder } from '../../../src/providers/bedrock/decode-converse-stream.ts';
import type { WireEnd } from '../../../src/contract/wires/wire.ts';
import { cutAt, cuts } from '../bytes.ts';
import { callsOf, codes, contextFor, decodeAll, type Decoded } from '../decoding.ts';
import { eventFrame, exceptionFrame, frame } from '../frames.ts';

const decode = (frames: readonly Uint8Array[], end: WireEnd = 'fin'): Decoded =>
  decodeAll(createConverseStreamDecoder(contextFor()), frames, end);

const START = eventFrame('messageStart', { p: 'abcdefg', role: 'assistant' });
const text = (piece: string): Uint8Array =>
  eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: piece }, p: 'abcdefghijkl' });
const BLOCK_STOP = eventFrame('contentBlockStop', { contentBlockIndex: 0, p: 'abcdefgh' });
const stop = (stopReason: string): Uint8Array => eventFrame('messageStop', { p: 'abc', stopReason });
const METADATA = eventFrame('metadata', {
  metrics: { latencyMs: 638 },
  p: 'abcde',
  usage: { inputTokens: 52, outputTokens: 36, totalTokens: 88 },
});
const WHOLE = [START, text('Why'), text(' not? 東京'), text(''), BLOCK_STOP, stop('end_turn'), METADATA];
const toolStart = (index: number, name: string): Uint8Array =>
  eventFrame('contentBlockStart', {
    contentBlockIndex: index,
    start: { toolUse: { toolUseId: `tooluse_${index}`, name } },
  });
const toolPiece = (index: number, input: string): Uint8Array =>
  eventFrame('contentBlockDelta', { contentBlockIndex: index, delta: { toolUse: { input } } });

describe('a Converse stream', () => {
  it('is complete with messageStop and metadata', () => {
    const seen = decode(WHOLE);
    expect(seen).toMatchObject({
      text: 'Why not? 東京',
      finishReason: { unified: 'stop', raw: 'end_turn' },
      usage: { inputTokens: 52, outputTokens: 36 },
      providerRequestId: 'req-1',
      proof: { frames: 7, terminalMarker: true, usageRecords: 1 },
      warnings: [],
      error: null,
    });
    expect(seen.parts.filter(({ type }) => type === 'text-delta')).toHaveLength(2);
  });

  it('joins the pieces of each tool call, and of each alone', () => {
    const frames = [
      START,
      toolStart(1, 'get_weather'),
      toolPiece(1, '{"ci'),
      toolPiece(1, 'ty":"Oslo"}'),
      toolStart(2, 'now'),
      toolPiece(2, '{}'),
      stop('tool_use'),
      METADATA,
    ];
    const seen = decode(frames);
    expect(callsOf(seen)).toEqual([
      ['get_weather', '{"city":"Oslo"}'],
      ['now', '{}'],
    ]);
    expect(seen.toolCalls.map(({ id }) => id)).toEqual(['tooluse_1', 'tooluse_2']);
  });

  it('keeps reasoning apart', () => {
    const hm = eventFrame('contentBlockDelta', {
      contentBlockIndex: 0,
      delta: { reasoningContent: { text: 'Hm.' } },
    });
    expect(decode([START, hm, ...WHOLE.slice(1)])).toMatchObject({ reasoning: 'Hm.', text: 'Why not? 東京' });
  });

  it.each([
    ['nothing at all', []],
    ['no messageStop', WHOLE.filter((event) => event !== WHOLE[5])],
    ['no metadata', WHOLE.slice(0, -1)],
    ['its last frame cut', [...WHOLE.slice(0, -1), METADATA.subarray(0, 40)]],
    ['its first frame cut', [START.subarray(0, 5)]],
  ])('with %s was interrupted', (_name, frames) => {
    expect(decode(frames).error?.kind).toBe('stream_interrupted');
  });

  it('that ended by a reset was interrupted, though every frame came', () => {
    expect(decode(WHOLE, 'reset').error?.kind).toBe('stream_interrupted');
  });

  it('that fell silent after its metadata is complete, with a finding; before it, interrupted', () => {
    const seen = decode(WHOLE, 'stall');
    expect(seen.error).toBeNull();
    expect(seen.warnings.map(({ code }) => code)).toEqual(['stream/stall-after-finish']);
    expect(decode(WHOLE.slice(0, -1), 'stall').error?.kind).toBe('stream_interrupted');
  });

  it.each([
    ['throttlingException', 'rate_limited'],
    ['internalServerException', 'server_error'],
    ['serviceUnavailableException', 'overloaded'],
    ['modelStreamErrorException', 'model_error'],
    ['validationException', 'invalid_request'],
    ['neverHeardOfException', 'stream_interrupted'],
  ])('keeps what came before a %s and fails with its kind', (name, kind) => {
    const seen = decode([START, text('Why'), exceptionFrame(name, '{"message":"It did not go well."}')]);
    expect(seen).toMatchObject({
      text: 'Why',
      error: { kind, message: 'It did not go well.', providerRequestId: 'req-1', phase: 'stream' },
    });
  });

  it('is spoiled by an exception after its end', () => {
    const late = exceptionFrame('internalServerException', '{"message":"late"}');
    expect(decode([...WHOLE, late]).error?.kind).toBe('server_error');
  });

  it('hears an un-modelled error, whose words stand in headers', () => {
    const error = frame(
      { ':message-type': 'error', ':error-code': 'ServiceUnavailable', ':error-message': 'Busy.' },
      '',
    );
    expect(decode([START, error]).error).toMatchObject({ kind: 'overloaded', message: 'Busy.' });
  });

  it('with a wrong checksum is malformed, and what follows is not believed', () => {
    const bad = Uint8Array.from(text('lies'));
    bad[bad.length - 1] = (bad.at(-1) ?? 0) ^ 1;
    const seen = decode([START, text('Why'), bad, ...WHOLE.slice(3)]);
    expect(seen).toMatchObject({ text: 'Why', error: { kind: 'malformed_response' } });
  });

  it('with a payload that is no JSON object is malformed', () => {
    const odd = frame({ ':event-type': 'contentBlockDelta', ':message-type': 'event' }, 'oops');
    expect(decode([START, odd, ...WHOLE.slice(1)]).error?.kind).toBe('malformed_response');
  });

  it('names an event that the SDK would drop without a word', () => {
    const seen = decode([START, eventFrame('newEvent', {}), ...WHOLE.slice(1)]);
    expect(seen.error).toBeNull();
    expect(codes(seen)).toEqual(['stream/unknown-event']);
  });

  it('says when metadata has no usage', () => {
    const seen = decode([...WHOLE.slice(0, -1), eventFrame('metadata', { metrics: { latencyMs: 1 } })]);
    expect(seen.error).toBeNull();
    expect(codes(seen)).toEqual(['stream/no-usage']);
  });

  it.each([
    ['malformed_tool_use', 'error'],
    ['malformed_model_output', 'error'],
  ])('that stops with %s is never complete', (reason, unified) => {
    const seen = decode([START, stop(reason), METADATA]);
    expect(seen).toMatchObject({ finishReason: { unified, raw: reason }, error: { kind: 'model_error' } });
  });

  it('cut anywhere before its last byte is never complete', () => {
    const bytes = Buffer.concat(WHOLE);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), cuts(bytes.length), (length, offsets) => {
        const seen = decode(cutAt(bytes.subarray(0, length), offsets));
        expect(seen.error?.kind).toBe('stream_interrupted');
        expect('Why not? 東京'.startsWith(seen.text)).toBe(true);
      }),
    );
  });
});
