import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateText, Output, stepCountIs, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { askWeather, INSTANCE, messages, weather } from '../clients/weather-tool.ts';
import { BEDROCK, NIM, VLLM, WATSONX } from '../e2e/small-project.ts';
import { openProxy, type Staged, type StagedTarget } from '../traffic/proxy-stage.ts';

/** It warns of schemas that are not enforced each time. */
globalThis.AI_SDK_LOG_WARNINGS = false;

const served = (server: string) => ({ ...VLLM, id: server, server, baseUrl: 'http://localhost:8000' });

/** What a wire cannot carry, and its proxy therefore neither. */
interface Row {
  readonly name: string;
  readonly target: StagedTarget;
  /** In which modes tools are called; none where the wire has none. */
  readonly tools: 'none' | 'send' | 'both';
  readonly schema: boolean;
}

const row = (target: Row['target'], tools: Row['tools'] = 'both', schema = true): Row => ({
  name: target.id,
  target,
  tools,
  schema,
});

const ROWS: readonly Row[] = [
  row({ ...BEDROCK, id: 'converse' }, 'both', false),
  row({ ...BEDROCK, id: 'invoke', wire: 'invoke-llama' }, 'none', false),
  row(WATSONX),
  row(NIM),
  ...['nim-self-hosted', 'vllm', 'vllm-flat', 'llamacpp', 'sglang', 'tgi', 'ollama'].map((name) =>
    row(served(name)),
  ),
];

const torn = faultSchema.parse({ wire: 'reset', at: { part: 2 }, match: { mode: 'stream', target: 'TORN' } });

describe.each(ROWS)('clients as they come, through a proxy to $name', ({ target, tools, schema }) => {
  let stage: Staged;
  beforeAll(async () => {
    stage = await openProxy({ targets: [target, { ...VLLM, id: 'other' }], source: 'simulate' });
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  const openai = (path = '/v1') =>
    new OpenAI({ apiKey: 'any', baseURL: `${stage.proxy.url}${path}`, maxRetries: 0 });
  const aiSdk = () =>
    createOpenAICompatible({
      name: 'proxy',
      apiKey: 'any',
      baseURL: `${stage.proxy.url}/v1/llama-v1`,
      supportsStructuredOutputs: true,
      includeUsage: true,
    })('any');

  it('answer whole and in pieces, and count the same', async () => {
    const answer = await openai().chat.completions.create({ model: 'llama', messages });
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant' } });
    expect(answer.choices[0]?.message.content).toContain('simulated model');
    const stream_options = { include_usage: true };
    const stream = await openai('/v1/llama').chat.completions.create({
      model: 'x',
      messages,
      stream: true,
      stream_options,
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const pieces = chunks
      .map(({ choices }) => choices[0]?.delta.content ?? '')
      .filter((piece) => piece !== '');
    expect(pieces.join('')).toBe(answer.choices[0]?.message.content);
    expect(pieces.length).toBeGreaterThan(5);
    expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(['stop']);
    expect(chunks.findLast(({ usage }) => usage)?.usage?.total_tokens).toBe(answer.usage?.total_tokens);
  });

  it('answer the AI SDK whole and in pieces', async () => {
    const { text, finishReason, usage } = await generateText({ model: aiSdk(), messages });
    expect([text.includes('simulated model'), finishReason]).toEqual([true, 'stop']);
    const streamed = streamText({ model: aiSdk(), messages });
    expect(await streamed.text).toBe(text);
    expect(await streamed.finishReason).toBe('stop');
    expect((await streamed.usage).totalTokens).toBe(usage.totalTokens);
  });

  it.skipIf(tools === 'none')('call tools, go on with what they gave, and call one in a stream', async () => {
    const { text, asked } = await askWeather(openai(), 'llama');
    expect(text).toContain('simulated model');
    const calls = [...asked];
    const ask = tool({
      description: 'Weather of a city',
      inputSchema: weather,
      execute: async (given) => (calls.push(given), 'Sun'),
    });
    const more = { model: aiSdk(), messages, tools: { weather: ask }, stopWhen: stepCountIs(3) };
    expect((await generateText(more)).text).toContain('simulated model');
    expect(await streamText(more).text).toContain('simulated model');
    expect(calls).toEqual([INSTANCE, INSTANCE, INSTANCE]);
  });

  it.skipIf(!schema)('get their schema met', async () => {
    const response_format = zodResponseFormat(weather, 'weather');
    const parsed = await openai().chat.completions.parse({ model: 'llama', messages, response_format });
    expect(parsed.choices[0]?.message.parsed).toEqual(INSTANCE);
    const stream = openai().chat.completions.stream({ model: 'llama', messages, response_format });
    expect((await stream.finalChatCompletion()).choices[0]?.message.parsed).toEqual(INSTANCE);
    const { output } = await generateText({
      model: aiSdk(),
      messages,
      output: Output.object({ schema: weather }),
    });
    expect(output).toEqual(INSTANCE);
  });

  it.skipIf(schema)('hear that a schema is not held there', async () => {
    const response_format = zodResponseFormat(weather, 'weather');
    const { response } = await openai()
      .chat.completions.create({ model: 'llama', messages, response_format })
      .withResponse();
    expect(response.headers.get('x-llama-contract-losses')).toContain('output.schema');
  });
});

const KINDS = [
  ['rate_limited', OpenAI.RateLimitError, 429],
  ['overloaded', OpenAI.InternalServerError, 503],
  ['context_overflow', OpenAI.BadRequestError, 400],
  ['authentication', OpenAI.InternalServerError, 502],
] as const;

describe.each(ROWS)('what $name says of an error', ({ target }) => {
  it.each(KINDS)('is one and the same for its clients: %s', async (kind, thrown, status) => {
    await using stage = await openProxy({
      targets: [target, { ...VLLM, id: 'other' }],
      source: 'simulate',
      traffic: { attempts: 1 },
      faults: [faultSchema.parse({ wire: 'error-body', error: { kind } })],
    });
    const client = new OpenAI({ apiKey: 'any', baseURL: `${stage.proxy.url}/v1`, maxRetries: 0 });
    for (const stream of [false, true]) {
      const error: unknown = await client.chat.completions.create({ model: 'llama', messages, stream }).then(
        () => null,
        (failed: unknown) => failed,
      );
      expect(error).toBeInstanceOf(thrown);
      expect(error).toMatchObject({ status, type: expect.any(String), code: expect.any(String) });
    }
    const model = createOpenAICompatible({ name: 'p', baseURL: `${stage.proxy.url}/v1` })('llama');
    const asked = generateText({ model, messages, maxRetries: 0 });
    await expect(asked).rejects.toSatisfy(
      (failed) => APICallError.isInstance(failed) && failed.statusCode === status,
    );
  });

  it('is an error in the middle of a stream too, which no client takes for an answer', async () => {
    await using stage = await openProxy({
      targets: [target, { ...VLLM, id: 'other' }],
      source: 'simulate',
      faults: [{ ...torn, match: { ...torn.match, target: target.id } }],
    });
    const client = new OpenAI({ apiKey: 'any', baseURL: `${stage.proxy.url}/v1`, maxRetries: 0 });
    const stream = await client.chat.completions.create({ model: 'llama', messages, stream: true });
    const read = async () => {
      for await (const chunk of stream) expect(chunk.choices[0]?.finish_reason ?? null).toBeNull();
    };
    await expect(read()).rejects.toBeInstanceOf(OpenAI.APIError);
    expect(await stage.servedAll(1)).toMatchObject([{ end: 'broken' }]);
  });
});
