import { createParser } from 'eventsource-parser';
import * as fc from 'fast-check';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/contract/json-value.ts';
import { anyCodePoint } from '../../../src/fuzz/any-code-point.ts';
import type { Play, StreamReply } from '../../../src/simulator/face.ts';
import { OPENAI_FACES } from '../../../src/simulator/openai/faces.ts';
import { isArray, isObject } from '../../../src/simulator/openai/read-fields.ts';
import { faceNamed, hear, MOMENT, playOf, post, seatFor, textOf } from './stage.ts';

/** TGI makes one call at most: its grammar holds one function. */
const callsOf = (name: string): number => (name === 'tgi' ? 1 : 3);

const answersOf = (name: string) =>
  fc.record({
    text: fc.string({ unit: anyCodePoint, maxLength: 200 }),
    toolCalls: fc.array(
      fc.record({
        name: fc.constantFrom('get_weather', 'send_mail'),
        arguments: fc.dictionary(
          fc.string({ unit: anyCodePoint }),
          fc.jsonValue({ stringUnit: anyCodePoint }),
          {
            maxKeys: 4,
          },
        ),
      }),
      { maxLength: callsOf(name) },
    ),
  });

function say(
  name: string,
  answer: Pick<Play, 'text'> & { toolCalls: readonly { name: string; arguments: unknown }[] },
): StreamReply {
  const face = faceNamed(OPENAI_FACES, name);
  const seat = seatFor(name);
  const toolCalls = answer.toolCalls.map((call) => ({
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  }));
  const finish = toolCalls.length > 0 ? 'tool_calls' : 'stop';
  return face.stream(
    hear(face, seat, { stream: true }),
    playOf({ text: answer.text, toolCalls, finish }),
    seat,
  );
}

/** What a reader that knows nothing of servers makes of a stream. */
function read(reply: StreamReply): {
  text: string;
  calls: { name: string; arguments: string }[];
  events: number;
} {
  const calls: { name: string; arguments: string }[] = [];
  let text = '';
  let events = 0;
  const parser = createParser({
    onEvent: ({ data }) => {
      events += 1;
      if (data === '[DONE]') return;
      const value: JsonValue = JSON.parse(data);
      const [choice] = isObject(value) && isArray(value['choices']) ? value['choices'] : [];
      const delta = isObject(choice) && isObject(choice['delta']) ? choice['delta'] : {};
      if (typeof delta['content'] === 'string') text += delta['content'];
      for (const entry of isArray(delta['tool_calls']) ? delta['tool_calls'] : []) {
        if (!isObject(entry) || typeof entry['index'] !== 'number' || !isObject(entry['function'])) continue;
        const call = (calls[entry['index']] ??= { name: '', arguments: '' });
        call.name += typeof entry['function']['name'] === 'string' ? entry['function']['name'] : '';
        call.arguments +=
          typeof entry['function']['arguments'] === 'string' ? entry['function']['arguments'] : '';
      }
    },
  });
  parser.feed(reply.frames.map((frame) => textOf(frame.bytes)).join(''));
  return { text, calls, events };
}

describe.each(Object.keys(OPENAI_FACES))('any answer said by %s', (name) => {
  it('is read back whole from its stream', () => {
    fc.assert(
      fc.property(answersOf(name), (answer) => {
        const { text, calls } = read(say(name, answer));
        expect(text).toBe(answer.text);
        expect(calls).toEqual(
          answer.toolCalls.map((call) => ({ name: call.name, arguments: JSON.stringify(call.arguments) })),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** The client over the face alone, without a network. */
function clientOf(name: string): OpenAI {
  const face = faceNamed(OPENAI_FACES, name);
  const seat = seatFor(name);
  return new OpenAI({
    apiKey: 'test-key',
    baseURL: 'http://simulator/v1',
    maxRetries: 0,
    fetch: (input, init) => {
      if (typeof input !== 'string' || typeof init?.body !== 'string')
        throw new Error('the SDK sent no text');
      const request = post(init.body, {
        url: input,
        headers: Object.fromEntries(new Headers(init.headers)),
      });
      const heard = face.hear(request, seat, MOMENT);
      const play = playOf({
        text: 'Straße 東京 😀',
        toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }],
        finish: 'tool_calls',
      });
      const reply = heard.stream ? face.stream(heard, play, seat) : face.say(heard, play, seat);
      const bytes =
        'frames' in reply ? Buffer.concat(reply.frames.map((frame) => frame.bytes)) : Buffer.from(reply.body);
      return Promise.resolve(new Response(bytes, { status: reply.status, headers: { ...reply.headers } }));
    },
  });
}

const REQUEST = {
  model: 'llama-4-scout',
  messages: [{ role: 'user' as const, content: 'Weather?' }],
  tools: [{ type: 'function' as const, function: { name: 'get_weather', parameters: { type: 'object' } } }],
};

/** They refuse tools, the first in a stream alone. */
const TOOLLESS = new Set(['llamacpp-legacy', 'snowflake']);

describe.each(Object.keys(OPENAI_FACES).filter((name) => !TOOLLESS.has(name)))(
  'the openai client reads %s',
  (name) => {
    it('in one body', async () => {
      const { choices, usage } = await clientOf(name).chat.completions.create(REQUEST);
      expect(choices[0]?.message.content).toBe('Straße 東京 😀');
      expect(choices[0]?.message.tool_calls?.[0]).toMatchObject({
        function: { name: 'get_weather', arguments: '{"city":"Oslo"}' },
      });
      expect(choices[0]?.finish_reason).toBe(name === 'tgi' ? 'stop' : 'tool_calls');
      expect(usage?.total_tokens).toBe(12);
    });

    it('in a stream', async () => {
      const request = { ...REQUEST, stream: true as const, stream_options: { include_usage: true } };
      const chunks: OpenAI.ChatCompletionChunk[] = [];
      for await (const chunk of await clientOf(name).chat.completions.create(request)) chunks.push(chunk);
      const choices = chunks.flatMap((chunk) => chunk.choices);
      const calls = choices.flatMap((choice) => choice.delta.tool_calls ?? []);
      expect(choices.map((choice) => choice.delta.content ?? '').join('')).toBe('Straße 東京 😀');
      expect(calls.map((call) => call.function?.arguments ?? '').join('')).toBe('{"city":"Oslo"}');
      expect(choices.at(-1)?.finish_reason).toBe(name === 'tgi' ? 'stop' : 'tool_calls');
      expect(chunks.at(-1)?.usage?.total_tokens).toBe(12);
    });
  },
);
