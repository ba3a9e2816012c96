import { describe, expect, it } from 'vitest';
import { createLlamaStreamDecoder, readLlamaBody } from '../../../src/providers/bedrock/read-llama.ts';
import type { WireEnd } from '../../../src/contract/wires/wire.ts';
import { codes, contextFor, decodeAll, decodeBody, type Decoded } from '../decoding.ts';
import { chunkFrame, exceptionFrame } from '../frames.ts';

const decodeWhole = (body: unknown): Decoded => decodeBody(readLlamaBody, JSON.stringify(body));
const decodeFrames = (frames: readonly Uint8Array[], end: WireEnd = 'fin'): Decoded =>
  decodeAll(createLlamaStreamDecoder(contextFor()), frames, end);

describe('a native Llama response', () => {
  const BODY = {
    generation: 'Hi',
    prompt_token_count: 10,
    generation_token_count: 60,
    stop_reason: 'length',
  };

  it('is complete with a stop reason', () => {
    expect(decodeWhole(BODY)).toMatchObject({
      text: 'Hi',
      finishReason: { unified: 'length', raw: 'length' },
      usage: { inputTokens: 10, outputTokens: 60 },
      providerRequestId: 'req-1',
      error: null,
    });
  });

  it('is read where it ends with a word of Converse, which is told, as of a stream', () => {
    const body = { ...BODY, stop_reason: 'max_tokens' };
    for (const seen of [decodeWhole(body), decodeFrames([chunkFrame(body)])]) {
      expect(seen).toMatchObject({ finishReason: { unified: 'length', raw: 'max_tokens' }, error: null });
      expect(codes(seen)).toEqual(['finish/foreign-word']);
    }
  });

  it.each([
    ['a stop reason of null', { ...BODY, stop_reason: null }, 'stream_interrupted'],
    ['no generation', { message: 'The provided model identifier is invalid.' }, 'model_not_found'],
    ['no object', [], 'malformed_response'],
  ])('with %s is an error', (_name, body, kind) => {
    expect(decodeWhole(body).error?.kind).toBe(kind);
  });
});

describe('a native Llama stream', () => {
  const WHOLE = [
    { generation: '**\n', prompt_token_count: 7, generation_token_count: 1, stop_reason: null },
    { generation: 'Zürich', prompt_token_count: null, generation_token_count: 2, stop_reason: null },
    {
      generation: '',
      prompt_token_count: null,
      generation_token_count: 459,
      stop_reason: 'stop',
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 7, outputTokenCount: 460 },
    },
  ].map(chunkFrame);

  it('is complete with a stop reason; the metrics of the last chunk are the usage', () => {
    expect(decodeFrames(WHOLE)).toMatchObject({
      text: '**\nZürich',
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: { inputTokens: 7, outputTokens: 460 },
      warnings: [],
      error: null,
    });
  });

  it('counts by its chunks where it has no metrics', () => {
    const last = { generation: '', generation_token_count: 459, stop_reason: 'stop' };
    const seen = decodeFrames([...WHOLE.slice(0, 2), chunkFrame(last)]);
    expect(seen.usage).toMatchObject({ inputTokens: 7, outputTokens: 459 });
  });

  it('says when no chunk counts', () => {
    const seen = decodeFrames([chunkFrame({ generation: 'Hi', stop_reason: 'stop' })]);
    expect(seen).toMatchObject({ error: null, usage: { inputTokens: null, outputTokens: null } });
    expect(codes(seen)).toEqual(['stream/no-usage']);
  });

  it.each([
    ['no stop reason', WHOLE.slice(0, 2), 'stream_interrupted'],
    ['nothing at all', [], 'stream_interrupted'],
    ['a cut frame', [...WHOLE, WHOLE[0]?.subarray(0, 30) ?? new Uint8Array()], 'stream_interrupted'],
    ['a chunk that is no JSON', [chunkFrame('oops'), ...WHOLE], 'malformed_response'],
    [
      'a model that timed out',
      [...WHOLE.slice(0, 2), exceptionFrame('modelTimeoutException', '{"message":"Too slow."}')],
      'timeout',
    ],
  ])('with %s is an error', (_name, frames, kind) => {
    expect(decodeFrames(frames).error?.kind).toBe(kind);
  });

  it('that ended by a reset was interrupted', () => {
    expect(decodeFrames(WHOLE, 'reset').error?.kind).toBe('stream_interrupted');
  });
});
