import { describe, expect, it } from 'vitest';
import { RECORDED_WIRES } from '../../src/runs/given/decode-target.ts';
import { chunkFrame, eventFrame } from '../providers/frames.ts';
import {
  answer,
  answerSchema,
  chat,
  chunk,
  decode,
  FRAMES,
  JSON_TYPE,
  SSE,
  type Recorded,
} from './recorded.ts';

async function refuse(line: object | string): Promise<unknown> {
  return JSON.parse(await decode(typeof line === 'string' ? line : JSON.stringify(line)));
}
const converse = JSON.stringify({
  output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
});
const converseStream = Buffer.concat([
  eventFrame('messageStart', { role: 'assistant' }),
  eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hi' } }),
  eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
  eventFrame('messageStop', { stopReason: 'end_turn' }),
  eventFrame('metadata', { usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } }),
]);
const llama = { generation: 'Hi', prompt_token_count: 1, generation_token_count: 2, stop_reason: 'stop' };
const usage = 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n';

const ociMessage = { role: 'ASSISTANT', content: [{ type: 'TEXT', text: 'Hi' }] };
const ociUsage = { promptTokens: 1, completionTokens: 2, totalTokens: 3 };
const ociResult = JSON.stringify({
  modelId: 'meta.llama-4-scout-17b-16e-instruct',
  modelVersion: '1.0.0',
  chatResponse: {
    apiFormat: 'GENERIC',
    timeCreated: '2026-11-20T10:00:00.000Z',
    choices: [{ index: 0, message: ociMessage, finishReason: 'stop' }],
    usage: ociUsage,
  },
});
const ociStream = [{ index: 0, message: ociMessage }, { finishReason: 'stop' }, { usage: ociUsage }]
  .map((event) => `data: ${JSON.stringify({ ...event, pad: 'aa' })}\n\n`)
  .join('');

const WIRES: readonly Recorded[] = [
  { wire: 'bedrock-converse', contentType: JSON_TYPE, body: converse },
  { wire: 'bedrock-converse-stream', contentType: FRAMES, body: converseStream },
  { wire: 'bedrock-invoke-llama', contentType: JSON_TYPE, body: JSON.stringify(llama) },
  { wire: 'bedrock-invoke-llama-stream', contentType: FRAMES, body: chunkFrame(llama) },
  {
    wire: 'watsonx-chat',
    contentType: JSON_TYPE,
    body: chat({ content: 'Hi' }, 'stop'),
  },
  {
    wire: 'watsonx-chat-stream',
    contentType: SSE,
    body: chunk({ content: 'Hi' }) + chunk({}, 'stop') + usage,
  },
  { wire: 'oci-genai-chat', contentType: JSON_TYPE, body: ociResult },
  { wire: 'oci-genai-chat-stream', contentType: SSE, body: ociStream },
  {
    wire: 'openai-chat',
    contentType: JSON_TYPE,
    body: chat({ content: 'Hi' }, 'stop'),
  },
  {
    wire: 'openai-chat-stream',
    contentType: SSE,
    body: `${chunk({ content: 'Hi' })}${chunk({}, 'stop')}${usage}data: [DONE]\n\n`,
  },
];

describe('a recorded response', () => {
  it.each(WIRES)('of $wire is decoded', async (recorded) => {
    expect(await answer(recorded)).toMatchObject({
      id: 'one',
      text: 'Hi',
      reasoning: null,
      finish: 'stop',
      toolCalls: [],
      usage: { inputTokens: 1, outputTokens: 2 },
      complete: true,
      truncated: false,
      error: null,
      findings: [],
    });
  });

  it('has a test for every wire', () => {
    expect(WIRES.map(({ wire }) => wire).toSorted()).toEqual([...RECORDED_WIRES.keys()].toSorted());
  });

  it('keeps arguments as they came where they are neither an object nor a list', async () => {
    const tool_calls = ['{"a":1}', '"{\\"a\\":1}"', 'now!'].map((text) => ({
      id: text,
      type: 'function',
      function: { name: 'x', arguments: text },
    }));
    const seen = await answer({
      wire: 'openai-chat',
      contentType: JSON_TYPE,
      body: chat({ tool_calls }, 'tool_calls'),
    });
    expect(seen.toolCalls.map((call) => call.arguments)).toEqual([{ a: 1 }, '"{\\"a\\":1}"', 'now!']);
    expect(seen.codes).toEqual(['tool/arguments-invalid', 'tool/arguments-not-json']);
  });

  it('keeps arguments as they came where no reader could walk them', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const tool_calls = [{ id: 'call_1', type: 'function', function: { name: 'x', arguments: deep } }];
    const body = chat({ tool_calls }, 'tool_calls');
    const seen = await answer({ wire: 'openai-chat', contentType: JSON_TYPE, body });
    expect(seen.toolCalls).toEqual([{ name: 'x', arguments: deep }]);
    expect(seen.codes).toEqual(['tool/arguments-invalid']);
  });

  it('that was cut is not complete, keeps what had come, and has no finish', async () => {
    const seen = await answer({
      wire: 'openai-chat-stream',
      contentType: SSE,
      body: chunk({ content: 'Hi' }),
    });
    expect(seen).toMatchObject({ text: 'Hi', finish: null, complete: false, truncated: false });
    expect(seen.error?.kind).toBe('stream_interrupted');
    expect(seen.codes).toEqual(['sdk/silent-end', 'stream/incomplete']);
  });

  it('asks for patience in vain: the next is answered at once', async () => {
    const headers = { 'retry-after': '3600', 'content-type': JSON_TYPE };
    const response = { status: 429, headers, bodyBase64: Buffer.from('{}').toString('base64') };
    for (const id of ['one', 'two']) {
      const line = JSON.stringify({ id, wire: 'openai-chat', response });
      expect(answerSchema.parse(JSON.parse(await decode(line))).error).toMatchObject({
        kind: 'rate_limited',
        retryAfterMs: 3_600_000,
      });
    }
  });

  it('is answered at once where its status asks for patience', async () => {
    const seen = await answer({
      wire: 'openai-chat',
      server: 'nim',
      status: 202,
      contentType: JSON_TYPE,
      body: '{}',
    });
    expect(seen.complete).toBe(false);
  });
});

describe('a line that cannot be decoded', () => {
  const response = { status: 200, headers: {}, bodyBase64: '' };

  it.each([
    ['no JSON', '{"id":"one", oops', 'not JSON'],
    ['an empty line', '', 'empty'],
    ['another wire', { id: 'one', wire: 'smoke-signals', response }, 'no wire "smoke-signals"'],
    ['no wire', { id: 'one', response }, 'wire is missing'],
    ['no response', { id: 'one', wire: 'openai-chat' }, 'response is missing'],
    [
      'bad base64',
      { id: 'one', wire: 'openai-chat', response: { ...response, bodyBase64: '!' } },
      'no base64',
    ],
    [
      'no status',
      { id: 'one', wire: 'openai-chat', response: { ...response, status: '200' } },
      'no HTTP status',
    ],
    [
      'odd headers',
      { id: 'one', wire: 'openai-chat', response: { ...response, headers: [] } },
      'response.headers',
    ],
  ])('for it has %s says so', async (_name, line, why) => {
    const refusal = await refuse(line);
    expect(refusal).toEqual({ id: line === '' ? null : 'one', invalid: expect.stringContaining(why) });
  });

  it('says everything that is wrong with it', async () => {
    const refusal = await refuse({ wire: 'x', response: { status: 1, headers: 'h', bodyBase64: '!' } });
    expect(refusal).toMatchObject({ id: null });
    expect(JSON.stringify(refusal)).toMatch(/wire.*status.*headers.*base64/);
  });

  it.each([...RECORDED_WIRES.keys()])(
    'is not one without a body, which says nothing over %s',
    async (wire) => {
      expect(await answer({ wire, body: '' })).toMatchObject({ text: '', complete: false });
    },
  );
});
