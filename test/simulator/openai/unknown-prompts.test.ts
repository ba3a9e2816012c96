import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../../src/contract/json-value.ts';
import { createSimulator } from '../../../src/simulator/create-simulator.ts';
import { noLatency } from '../../../src/simulator/latency.ts';
import { OPENAI_FACES } from '../../../src/simulator/openai/faces.ts';
import { collect, patience, stillClock } from '../stage.ts';
import { BODY, post, seatFor } from './stage.ts';

const NAMES = Object.keys(OPENAI_FACES);
/** They take a format and do not read it. */
const FORMATLESS = ['snowflake', 'cloudflare'];
/** TGI has a schema under a key of its own. */
const FORMATTED = NAMES.filter((name) => !FORMATLESS.includes(name) && name !== 'tgi');
const VLLM_LINE = ['vllm', 'vllm-flat', 'nim', 'nim-self-hosted'];
const seats = NAMES.map((name) => seatFor(name));
const { handle } = createSimulator({
  seats,
  book: [],
  faults: [],
  seed: 1,
  clock: stillClock(),
  faces: OPENAI_FACES,
  latency: noLatency,
});

const logprob = z.looseObject({
  token: z.string(),
  logprob: z.number().max(0),
  top_logprobs: z.array(z.looseObject({ token: z.string(), logprob: z.number().max(0) })),
});
const choice = z.looseObject({
  index: z.number(),
  message: z.looseObject({
    content: z.string().nullable(),
    tool_calls: z
      .array(
        z.looseObject({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }),
      )
      .nullish(),
  }),
  finish_reason: z.string(),
  logprobs: z.object({ content: z.array(logprob) }).nullish(),
});
const completion = z.looseObject({
  choices: z.array(choice),
  usage: z.looseObject({ completion_tokens: z.number() }),
});

async function text(name: string, changes: JsonObject): Promise<string> {
  const request = post({ ...BODY, ...changes }, { url: `/${name}-scout/v1/chat/completions` });
  return (await collect(await handle(request, patience()))).toString();
}

async function ask(name: string, changes: JsonObject) {
  const answer = completion.parse(JSON.parse(await text(name, changes)));
  const [first] = answer.choices;
  if (first === undefined) throw new Error('no choice');
  return { ...first, answer };
}

async function chunks(name: string, changes: JsonObject) {
  const events = (await text(name, { ...changes, stream: true })).split('\n\n');
  const data = events.flatMap((event) => /^data: (\{.*)$/s.exec(event)?.[1] ?? []);
  const shape = z.looseObject({
    choices: z.array(
      z.looseObject({
        index: z.number(),
        delta: z.looseObject({ content: z.string().nullish() }),
        logprobs: z.object({ content: z.array(logprob) }).nullish(),
      }),
    ),
  });
  return data.flatMap((event) => shape.parse(JSON.parse(event)).choices);
}

const CITY: JsonObject = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1 } },
  required: ['city', 'days'],
  additionalProperties: false,
};
const SUNNY = { city: 'simulated', days: 1 };
const tool = (name: string): JsonObject => ({ type: 'function', function: { name, parameters: CITY } });
const named = (name: string): JsonObject => ({ type: 'function', function: { name } });
const schemaFormat = (schema: JsonValue): JsonObject => ({
  response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
});

describe('a prompt that is not in the book', () => {
  it.each(FORMATTED)('gets an instance of its schema from %s', async (name) => {
    const { message, finish_reason } = await ask(name, schemaFormat(CITY));
    expect(JSON.parse(message.content ?? '')).toEqual(SUNNY);
    expect(finish_reason).toBe('stop');
  });

  it.each(FORMATTED)('gets any object from %s, one that says so', async (name) => {
    const { message } = await ask(name, { response_format: { type: 'json_object' } });
    expect(message.content).toBe('{"simulated":true}');
  });

  it.each(NAMES.filter((name) => !['ollama', 'snowflake'].includes(name)))(
    'gets a call from %s when one is required',
    async (name) => {
      const { message, finish_reason } = await ask(name, {
        tools: [tool('first'), tool('second')],
        tool_choice: 'required',
      });
      expect(message.tool_calls).toHaveLength(1);
      expect(message.tool_calls?.[0]?.function).toEqual({ name: 'first', arguments: JSON.stringify(SUNNY) });
      expect(finish_reason).toBe(name === 'tgi' ? 'stop' : 'tool_calls');
    },
  );

  it.each([...VLLM_LINE, 'sglang', 'tgi'])('gets the call from %s that it names', async (name) => {
    const { message, finish_reason } = await ask(name, {
      tools: [tool('first'), tool('second')],
      tool_choice: named('second'),
    });
    expect(message.tool_calls?.[0]?.function.name).toBe('second');
    expect(finish_reason).toBe(name === 'sglang' ? 'tool_calls' : 'stop');
  });

  it.each(['llamacpp', 'ollama'])('gets prose from %s, which knows no named choice', async (name) => {
    const { message } = await ask(name, {
      tools: [tool('first'), tool('second')],
      tool_choice: named('second'),
    });
    expect(message.content).toContain('simulated');
    expect(message.tool_calls).toBeUndefined();
  });

  it('gets prose where the model may choose among tools or may call none', async () => {
    const free = await ask('vllm', { tools: [tool('first'), tool('second')] });
    const forbidden = await ask('vllm', { tools: [tool('first')], tool_choice: 'none' });
    expect([free, forbidden].map(({ message }) => message.tool_calls)).toEqual([undefined, undefined]);
  });

  it('gets the call of a tool that alone is offered, and prose once that has answered', async () => {
    const first = await ask('vllm', { tools: [tool('look')] });
    expect(first.message.tool_calls?.[0]?.function.name).toBe('look');
    const calls = [{ id: 'a', type: 'function', function: { name: 'look', arguments: '{}' } }];
    const after = await ask('vllm', {
      tools: [tool('look')],
      messages: [
        { role: 'user', content: 'Look' },
        { role: 'assistant', tool_calls: calls },
        { role: 'tool', tool_call_id: 'a', content: 'Sun' },
      ],
    });
    expect(after.message.content).toContain('simulated');
  });

  it('gets an empty object for a tool without parameters', async () => {
    const bare = { type: 'function', function: { name: 'now' } };
    const { message } = await ask('vllm', { tools: [bare], tool_choice: 'required' });
    expect(message.tool_calls?.[0]?.function.arguments).toBe('{}');
  });

  it.each(FORMATLESS)('gets prose from %s whatever its format', async (name) => {
    const { message } = await ask(name, schemaFormat(CITY));
    expect(message.content).toContain('simulated model');
  });

  it.each(FORMATTED)('is told by %s when the simulator has no instance of the schema', async (name) => {
    const schema = {
      type: 'object',
      required: ['a'],
      properties: { a: { pattern: '^(x)\\1$', type: 'string' } },
    };
    const body = await text(name, schemaFormat(schema));
    expect(body).toContain('The simulator cannot make an instance of the schema of the answer');
    expect(body).toContain('/a');
  });

  it.each<JsonObject>([
    { type: 'json_object', value: CITY },
    { type: 'json', value: CITY },
    { type: 'json_schema', value: { name: 'city', schema: CITY } },
  ])('gets an instance of a schema where TGI has it: %o', async (format) => {
    const { message } = await ask('tgi', { response_format: format });
    expect(JSON.parse(message.content ?? '')).toEqual(SUNNY);
  });
});

describe('a stop string', () => {
  it.each<[string, string, JsonObject]>([
    ['vllm', 'stop', { stop_reason: 'not in' }],
    ['sglang', 'stop', { matched_stop: 'not in' }],
    ['llamacpp', 'stop', {}],
    ['tgi', 'stop_sequence', {}],
    ['ollama', 'stop', {}],
  ])('ends the answer of %s before it, as %s', async (name, word, more) => {
    const { message, finish_reason, ...rest } = await ask(name, { stop: ['my book', 'not in'] });
    expect(message.content).toBe('Hello! I am a simulated model. This conversation is ');
    expect(finish_reason).toBe(word);
    expect(rest).toMatchObject(more);
  });
});

describe('n', () => {
  it.each([...VLLM_LINE, 'sglang'])('is how many choices %s gives, each paid for', async (name) => {
    const single = await ask(name, { n: 1, tools: [tool('look')] });
    const { answer } = await ask(name, { n: 3, tools: [tool('look')] });
    expect(answer.choices.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(new Set(answer.choices.map(({ message }) => message.tool_calls?.[0]?.id)).size).toBe(3);
    expect(answer.usage.completion_tokens).toBe(3 * single.answer.usage.completion_tokens);
  });

  it('brings the choices of a stream by turns', async () => {
    const all = await chunks('vllm', { n: 2 });
    expect(all.slice(0, 4).map(({ index }) => index)).toEqual([0, 1, 0, 1]);
    const [first, second] = [0, 1].map((index) =>
      all.flatMap((each) => (each.index === index ? (each.delta.content ?? '') : '')).join(''),
    );
    expect(second).toBe(first);
    expect(first).toContain('simulated model');
  });

  it.each(['tgi', 'ollama'])('does not reach %s', async (name) => {
    expect((await ask(name, { n: 3 })).answer.choices).toHaveLength(1);
  });
});

describe('probabilities', () => {
  it.each([...VLLM_LINE, 'sglang', 'llamacpp', 'tgi'])(
    'come from %s for every token of the text',
    async (name) => {
      const { message, logprobs } = await ask(name, { logprobs: true, top_logprobs: 2 });
      expect(logprobs?.content.map(({ token }) => token).join('')).toBe(message.content);
      for (const { token, logprob: likelihood, top_logprobs: top } of logprobs?.content ?? []) {
        expect(top.map((each) => each.token)).toEqual([token, 'simulated-1']);
        expect(top[0]?.logprob).toBe(likelihood);
      }
    },
  );

  it('stand with their tokens in a stream', async () => {
    for (const { delta, logprobs } of await chunks('vllm', { logprobs: true })) {
      const tokens = logprobs?.content.map(({ token }) => token).join('') ?? '';
      expect(tokens).toBe(delta.content ?? '');
    }
  });

  it('have the keys that the server gives them', async () => {
    const [vllm, llamacpp, tgi] = await Promise.all(
      ['vllm', 'llamacpp', 'tgi'].map(
        async (name) => (await ask(name, { logprobs: true })).logprobs?.content[0],
      ),
    );
    expect(Object.keys(vllm ?? {})).toEqual(expect.arrayContaining(['bytes']));
    expect(Object.keys(llamacpp ?? {})).toEqual(expect.arrayContaining(['id', 'bytes']));
    expect(llamacpp?.top_logprobs).toHaveLength(20);
    expect(Object.keys(tgi ?? {})).toHaveLength(3);
  });

  it.each(['vllm', 'ollama'])('are not there unasked, and %s says so in its own way', async (name) => {
    expect((await ask(name, {})).logprobs).toBe(name === 'vllm' ? null : undefined);
    expect((await ask('ollama', { logprobs: true })).logprobs).toBeUndefined();
  });
});
