import { createParser, type EventSourceMessage } from 'eventsource-parser';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/contract/json-value.ts';
import { anyCodePoint } from '../../../src/fuzz/any-code-point.ts';
import { stringAt } from '../../../src/json/read.ts';
import type { Play } from '../../../src/simulator/face.ts';
import { isArray, isObject } from '../../../src/simulator/openai/read-fields.ts';
import { watsonxFace } from '../../../src/simulator/watsonx/face.ts';
import { HEX, jsonOf, playOf, textOf } from '../openai/stage.ts';
import { hear, MAVERICK, SEAT, STREAM } from './stage.ts';

const CALLS = [
  { name: 'sum', arguments: { first: 2 } },
  { name: 'difference', arguments: { second: 4 } },
];

function framesOf(play: Partial<Play> = {}, changes: Record<string, JsonValue | undefined> = {}) {
  return watsonxFace.stream(hear(changes, STREAM), playOf({ modelId: MAVERICK, ...play }), SEAT).frames;
}

function eventsOf(play: Partial<Play> = {}): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  parser.feed(
    framesOf(play)
      .map((frame) => textOf(frame.bytes))
      .join(''),
  );
  return events;
}

const choicesOf = (play: Partial<Play>): JsonValue[] =>
  eventsOf(play).map(({ data }) => {
    const value: JsonValue = JSON.parse(data);
    return isObject(value) && isArray(value['choices']) ? (value['choices'][0] ?? null) : null;
  });

const chunk = {
  id: `chatcmpl-${HEX}`,
  object: 'chat.completion.chunk',
  model_id: MAVERICK,
  model: MAVERICK,
  created: 1749736055,
  model_version: '4.0.0',
};
const usage = { completion_tokens: 3, prompt_tokens: 9, total_tokens: 12 };
const disclaimer = {
  id: 'disclaimer_warning',
  message: expect.stringContaining('Non-IBM Product'),
  more_info: expect.stringContaining('https://'),
};

const piece = (index: number, name: string, text: string, finish: string | null = null) => ({
  index: 0,
  finish_reason: finish,
  delta: { tool_calls: [{ index, type: 'function', function: { name, arguments: text } }] },
});

describe('a chat answer of watsonx', () => {
  it('in one body names model and version, and warns', () => {
    const reply = watsonxFace.say(hear(), playOf({ modelId: MAVERICK }), SEAT);
    expect(jsonOf(reply)).toEqual({
      ...chunk,
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
      created_at: '2025-06-12T13:47:35.541Z',
      usage,
      system: { warnings: [disclaimer] },
    });
  });

  it('warns of the cap that nobody asked for', () => {
    const reply = watsonxFace.say(
      hear({ max_completion_tokens: undefined }),
      playOf({ modelId: MAVERICK }),
      SEAT,
    );
    expect(jsonOf(reply)).toMatchObject({
      system: {
        warnings: [
          disclaimer,
          {
            id: 'unspecified_max_completion_tokens',
            message: "The value of 'max_completion_tokens' for this model was set to value 1024",
            additional_properties: {
              limit: 0,
              new_value: 1024,
              parameter: 'max_completion_tokens',
              value: 0,
            },
          },
        ],
      },
    });
  });

  it('in one body gives calls with ids and no content', () => {
    const play = playOf({ text: '', toolCalls: CALLS, finish: 'tool_calls' });
    expect(jsonOf(watsonxFace.say(hear(), play, SEAT))).toMatchObject({
      choices: [
        {
          message: {
            tool_calls: [
              {
                id: expect.stringMatching(/^chatcmpl-tool-/),
                type: 'function',
                function: { name: 'sum', arguments: '{"first":2}' },
              },
              { function: { name: 'difference' } },
            ],
          },
          finish_reason: 'tool_calls',
        },
      ],
    });
  });

  it('has no choices at all when it was moderated', () => {
    expect(jsonOf(watsonxFace.say(hear(), playOf({ finish: 'content_filter' }), SEAT))).toMatchObject({
      choices: [],
    });
    expect(choicesOf({ finish: 'content_filter' })).toEqual([null, null]);
  });

  it('streams numbered events, the usage last and no end marker', () => {
    const choice = { index: 0, finish_reason: null };
    const created_at = expect.stringMatching(/^2025-06-12T13:47:35\.\d{3}Z$/);
    expect(eventsOf().map(({ id, event, data }) => [id, event, JSON.parse(data)])).toEqual([
      [
        '1',
        'message',
        {
          ...chunk,
          created_at,
          choices: [{ ...choice, delta: { role: 'assistant', content: '' } }],
          system: { warnings: [disclaimer] },
        },
      ],
      ['2', 'message', { ...chunk, created_at, choices: [{ ...choice, delta: { content: 'Hi' } }] }],
      [
        '3',
        'message',
        { ...chunk, created_at, choices: [{ ...choice, delta: { content: '' }, finish_reason: 'stop' }] },
      ],
      ['4', 'message', { ...chunk, created_at, choices: [], usage }],
    ]);
    expect(framesOf().map((frame) => frame.kind)).toEqual(['open', 'content', 'finish', 'usage']);
  });

  it('streams calls without ids, in pieces told apart by index, the finish on the last piece', () => {
    const choices = choicesOf({ text: '', toolCalls: CALLS, finish: 'tool_calls' }).slice(1, -1);
    expect(choices).toEqual([
      piece(0, 'sum', '{"'),
      piece(0, '', 'first'),
      piece(0, '', '":'),
      piece(0, '', '2'),
      piece(0, '', '}'),
      piece(1, 'difference', '{"'),
      piece(1, '', 'second'),
      piece(1, '', '":'),
      piece(1, '', '4'),
      piece(1, '', '}', 'tool_calls'),
    ]);
  });

  it('leaves out what is to be left out', () => {
    const omit = new Set(['finish', 'usage', 'request-id'] as const);
    const text = framesOf({ omit })
      .map((frame) => textOf(frame.bytes))
      .join('');
    expect(text).not.toMatch(/"usage"|chatcmpl|"finish_reason":"/);
    const body = textOf(watsonxFace.say(hear(), playOf({ omit }), SEAT).body);
    expect(body).not.toMatch(/"usage"|chatcmpl|"finish_reason":"/);
  });

  it('says a planted finish word as it stands', () => {
    expect(choicesOf({ finishWord: 'time_limit' }).at(-2)).toMatchObject({ finish_reason: 'time_limit' });
  });

  it('comes back whole from its stream, whatever it says', () => {
    const answers = fc.record({
      text: fc.string({ unit: anyCodePoint, maxLength: 200 }),
      toolCalls: fc.array(
        fc.record({
          name: fc.constantFrom('sum', 'difference'),
          arguments: fc.dictionary(fc.string({ unit: anyCodePoint }), fc.string({ unit: anyCodePoint })),
        }),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(answers, ({ text, toolCalls }) => {
        const choices = choicesOf({ text, toolCalls, finish: toolCalls.length > 0 ? 'tool_calls' : 'stop' });
        const deltas = choices.map((choice) =>
          isObject(choice) && isObject(choice['delta']) ? choice['delta'] : {},
        );
        const pieces = deltas.flatMap((delta) => (isArray(delta['tool_calls']) ? delta['tool_calls'] : []));
        const joined = (index: number, key: string) =>
          pieces
            .map((piece) =>
              isObject(piece) && piece['index'] === index ? (stringAt(piece['function'], key) ?? '') : '',
            )
            .join('');
        expect(deltas.map((delta) => stringAt(delta, 'content') ?? '').join('')).toBe(text);
        expect(toolCalls.map((_call, index) => [joined(index, 'name'), joined(index, 'arguments')])).toEqual(
          toolCalls.map((call) => [call.name, JSON.stringify(call.arguments)]),
        );
      }),
      { numRuns: 100 },
    );
  });
});
