import { describe, expect, it } from 'vitest';
import type { GoldenAnswer } from '../../src/contract/suites/prompt.ts';
import { estimateTextTokens } from '../../src/simulator/estimate-tokens.ts';
import type { Heard } from '../../src/simulator/face.ts';
import { playAnswer } from '../../src/simulator/play-answer.ts';
import { entry, scout } from './stage.ts';

const heard = (rest: Partial<Heard> = {}): Heard => ({
  modelId: scout.modelId,
  messages: [{ role: 'user', text: 'Hi', images: [], toolCalls: [] }],
  maxOutputTokens: null,
  stop: [],
  tools: [],
  toolChoice: null,
  jsonSchema: null,
  count: 1,
  topLogprobs: null,
  stream: false,
  usageInStream: true,
  ...rest,
});
const tools = [{ name: 'look', parameters: {} }];
const play = (answer: Partial<GoldenAnswer>, request: Partial<Heard> = {}, rest = {}, seat = scout) =>
  playAnswer(heard(request), entry('p', 'Hi', answer, rest), seat);

describe('the answer that is played', () => {
  it('is the golden, with usage that follows from its length', () => {
    expect(play({ text: 'twelve bytes' })).toEqual({
      type: 'answer',
      answer: {
        text: 'twelve bytes',
        toolCalls: [],
        finish: 'stop',
        stopString: null,
        usage: { inputTokens: 5, outputTokens: 3 },
      },
    });
  });

  it('has used up its cap when it ends by length', () => {
    const played = play({ finish: 'length' }, { maxOutputTokens: 77 }, { maxOutputTokens: 77 });
    expect(played).toMatchObject({ answer: { finish: 'length', usage: { outputTokens: 77 } } });
  });

  it('is cut by a cap below its own, between characters', () => {
    const played = play({ text: '🌍🌍🌍🌍' }, { maxOutputTokens: 2 }, { maxOutputTokens: 100 });
    expect(played).toMatchObject({ answer: { text: '🌍🌍', finish: 'length', usage: { outputTokens: 2 } } });
  });

  it('calls no tool that the request did not bring', () => {
    const toolCalls = [{ name: 'look', arguments: {} }];
    const answer = { text: '', toolCalls, finish: 'tool_calls' } as const;
    expect(play(answer, { tools })).toMatchObject({ answer: { toolCalls, finish: 'tool_calls' } });
    expect(play(answer)).toMatchObject({ answer: { toolCalls: [], finish: 'stop' } });
  });

  it('ends at a stop string, and runs past one it was not given', () => {
    const stopped = { stop: ['END'] };
    expect(play({ text: 'so' }, stopped, stopped)).toMatchObject({
      answer: { text: 'so', stopString: 'END' },
    });
    expect(play({ text: 'so' }, {}, stopped)).toMatchObject({
      answer: { text: expect.stringMatching(/^soEND./), stopString: null },
    });
  });

  it('is polite when nobody knows the prompt', () => {
    const played = playAnswer(heard(), null, scout);
    expect(played).toMatchObject({
      type: 'answer',
      answer: { finish: 'stop', text: expect.stringMatching(/\w/) },
    });
  });

  it('is an error past the limits of the seat, or where the golden is one', () => {
    const long = { role: 'user', text: 'x'.repeat(4001), images: [], toolCalls: [] } as const;
    expect(play({}, { messages: [long] })).toEqual({ type: 'error', kind: 'context_overflow' });
    expect(play({}, { maxOutputTokens: 8193 })).toEqual({ type: 'error', kind: 'output_limit' });
    expect(play({}, { maxOutputTokens: 8192 }).type).toBe('answer');
    expect(play({ error: 'content_filtered' })).toEqual({ type: 'error', kind: 'content_filtered' });
  });
});

it('a token is about four bytes of UTF-8', () => {
  expect(['', 'a', 'abcd', 'abcde', '世界'].map(estimateTextTokens)).toEqual([0, 1, 1, 2, 2]);
});
