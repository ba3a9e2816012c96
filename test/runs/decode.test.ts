import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDecode } from '../../src/runs/decode.ts';
import type { AnswerLine } from '../../src/runs/answer-lines.ts';
import { RECORDED_WIRES } from '../../src/runs/decode-target.ts';
import { createFakeClock } from '../fake-clock.ts';
import { chunkFrame, eventFrame, exceptionFrame } from '../providers/frames.ts';

let decode: AnswerLine;
beforeAll(() => {
  decode = createDecode({ clock: createFakeClock(), random: () => 0 });
});

/** What `decode` promises of each answer, no more and no less. */
const answerSchema = z.strictObject({
  id: z.string(),
  text: z.string(),
  reasoning: z.string().nullable(),
  finish: z.string().nullable(),
  finishRaw: z.string().nullable(),
  toolCalls: z.array(z.strictObject({ name: z.string(), arguments: z.json() })),
  usage: z.strictObject({ inputTokens: z.int().nullable(), outputTokens: z.int().nullable() }),
  complete: z.boolean(),
  truncated: z.boolean(),
  error: z.looseObject({ kind: z.string(), partial: z.null() }).nullable(),
  findings: z.array(z.looseObject({ code: z.string() })),
});

interface Recorded {
  readonly wire: string;
  readonly body: string | Uint8Array;
  readonly server?: string;
  readonly status?: number;
  readonly contentType?: string;
  readonly request?: object;
}

async function answer({ wire, body, server = 'vllm', status = 200, contentType, request }: Recorded) {
  const headers = contentType === undefined ? {} : { 'Content-Type': contentType };
  const response = { status, headers, bodyBase64: Buffer.from(body).toString('base64') };
  const line = JSON.stringify({ id: 'one', wire, server, request, response, note: 'of no concern' });
  const told = answerSchema.parse(JSON.parse(await decode(line)));
  return { ...told, codes: told.findings.map(({ code }) => code) };
}

async function refuse(line: object | string): Promise<unknown> {
  return JSON.parse(await decode(typeof line === 'string' ? line : JSON.stringify(line)));
}

const chat = (message: object, finish: string | null): string =>
  JSON.stringify({ model: 'm', choices: [{ index: 0, message, finish_reason: finish }] });
const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
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
const FRAMES = 'application/vnd.amazon.eventstream';
const SSE = 'text/event-stream';
const JSON_TYPE = 'application/json';
const llama = { generation: 'Hi', prompt_token_count: 1, generation_token_count: 2, stop_reason: 'stop' };
const usage = 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n';

const WIRES: readonly Recorded[] = [
  { wire: 'bedrock-converse', contentType: JSON_TYPE, body: converse },
  { wire: 'bedrock-converse-stream', contentType: FRAMES, body: converseStream },
  { wire: 'bedrock-invoke-llama', contentType: JSON_TYPE, body: JSON.stringify(llama) },
  { wire: 'bedrock-invoke-llama-stream', contentType: FRAMES, body: chunkFrame(llama) },
  {
    wire: 'watsonx-chat',
    contentType: JSON_TYPE,
    body: chat({ content: 'Hi' }, 'stop').replace(
      '}]}',
      '}],"usage":{"prompt_tokens":1,"completion_tokens":2}}',
    ),
  },
  {
    wire: 'watsonx-chat-stream',
    contentType: SSE,
    body: chunk({ content: 'Hi' }) + chunk({}, 'stop') + usage,
  },
  {
    wire: 'openai-chat',
    contentType: JSON_TYPE,
    body: chat({ content: 'Hi' }, 'stop').replace(
      '}]}',
      '}],"usage":{"prompt_tokens":1,"completion_tokens":2}}',
    ),
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
    expect(WIRES.map(({ wire }) => wire).toSorted()).toEqual(RECORDED_WIRES.toSorted());
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

  it.each([
    [
      'stop with a call',
      chat({ tool_calls: [{ function: { name: 'x', arguments: '{}' } }] }, 'stop'),
      'finish/stop-with-tool-calls',
    ],
    ['tool_calls without one', chat({ content: 'Hi' }, 'tool_calls'), 'finish/tool-calls-without-call'],
    ['a leaked marker', chat({ content: 'Hi<|eot|>' }, 'stop'), 'template/leaked-marker'],
  ])('is found to have %s', async (_name, body, code) => {
    expect((await answer({ wire: 'openai-chat', contentType: JSON_TYPE, body })).codes).toContain(code);
  });

  it('keeps arguments as they came where no reader could walk them', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const tool_calls = [{ type: 'function', function: { name: 'x', arguments: deep } }];
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

  it.each([
    ['a refusal', { status: 403, contentType: JSON_TYPE, body: '{"message":"no"}' }],
    [
      'an error of no known kind in a stream',
      { contentType: SSE, body: 'data: {"error":{"message":"Hm."}}\n\n' },
    ],
    ['a page', { contentType: 'text/html', body: '<html>' }],
  ])('that is %s finishes with an error', async (_name, recorded) => {
    const seen = await answer({ wire: 'openai-chat-stream', ...recorded });
    expect(seen).toMatchObject({ finish: 'error', complete: false });
  });

  it.each([
    ['openai-chat-stream', SSE, `${chunk({ content: 'Hi' }, 'stop')}data: {"error":{"message":"Late."}}\n\n`],
    [
      'bedrock-converse-stream',
      FRAMES,
      Buffer.concat([converseStream, exceptionFrame('throttlingException', '{"message":"Late."}')]),
    ],
  ])('over %s whose server took its finish back finishes with the error', async (wire, contentType, body) => {
    const seen = await answer({ wire, contentType, body });
    expect(seen).toMatchObject({ text: 'Hi', finish: 'error', complete: false });
    expect(seen.finishRaw).not.toBeNull();
  });

  it.each(['length', 'model_context_window_exceeded'])('that ends with %s is truncated', async (word) => {
    const seen = await answer({
      wire: 'openai-chat',
      contentType: JSON_TYPE,
      body: chat({ content: 'Hi' }, word),
    });
    expect(seen).toMatchObject({ complete: true, truncated: true });
  });

  it.each([
    [
      'openai-chat-stream',
      SSE,
      `${chunk({ content: 'Hi' }, 'length')}data: {"error":{"message":"Late."}}\n\n`,
    ],
    [
      'bedrock-converse-stream',
      FRAMES,
      Buffer.concat([
        eventFrame('messageStart', { role: 'assistant' }),
        eventFrame('messageStop', { stopReason: 'max_tokens' }),
      ]),
    ],
  ])(
    'over %s that said length and then broke off is not truncated, but cut',
    async (wire, contentType, body) => {
      expect(await answer({ wire, contentType, body })).toMatchObject({ complete: false, truncated: false });
    },
  );

  it.each([
    ['arguments that its tool refuses', { content: null }, '{"town":"Rome"}', 'tool/arguments-invalid'],
    ['a call left in its text', { content: '[look_up(city="Rome")]' }, null, 'tool/call-in-text'],
    ['no call, though one was required', { content: 'Hm.' }, null, 'tool/choice-required-ignored'],
  ])('is held against the tools that were declared: %s', async (_name, message, args, code) => {
    const parameters = { type: 'object', required: ['city'] };
    const request = {
      body: {
        messages: [],
        tools: [{ type: 'function', function: { name: 'look_up', parameters } }],
        tool_choice: 'required',
      },
    };
    const tool_calls = args === null ? [] : [{ function: { name: 'look_up', arguments: args } }];
    const body = chat({ ...message, tool_calls }, args === null ? 'stop' : 'tool_calls');
    const recorded = { wire: 'openai-chat', contentType: JSON_TYPE, body };
    expect((await answer({ ...recorded, request })).codes).toContain(code);
    expect((await answer(recorded)).codes).not.toContain(code);
  });

  it('breaks no promise that its server never made, and every one that it did', async () => {
    const body = chunk({ content: 'Hi' }) + chunk({}, 'stop');
    const recorded = { wire: 'openai-chat-stream', contentType: SSE, body };
    expect((await answer({ ...recorded, server: 'other:somebody' })).codes).toEqual([]);
    expect((await answer(recorded)).codes).toEqual(['stream/no-done', 'stream/no-usage']);
    const request = { body: { messages: [], stream: true } };
    expect((await answer({ ...recorded, request })).codes).toEqual(['stream/no-done']);
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
    const told = await refuse(line);
    expect(told).toEqual({ id: line === '' ? null : 'one', invalid: expect.stringContaining(why) });
  });

  it('says everything that is wrong with it', async () => {
    const told = await refuse({ wire: 'x', response: { status: 1, headers: 'h', bodyBase64: '!' } });
    expect(told).toMatchObject({ id: null });
    expect(JSON.stringify(told)).toMatch(/wire.*status.*headers.*base64/);
  });

  it.each(RECORDED_WIRES)('is not one without a body, which says nothing over %s', async (wire) => {
    expect(await answer({ wire, body: '' })).toMatchObject({ text: '', complete: false });
  });
});
