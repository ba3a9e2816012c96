import { describe, expect, it } from 'vitest';
import { InputError, judge, type GoldenAnswer, type JudgeOptions } from '../../src/index.ts';

const golden: GoldenAnswer = {
  text: '{"city":"Tōkyō","people":14}',
  toolCalls: [],
  finish: 'stop',
  error: null,
};
const prompt: JudgeOptions['prompt'] = {
  output: {
    name: 'city',
    schema: {
      type: 'object',
      required: ['city', 'people'],
      properties: { city: { type: 'string' }, people: { type: 'integer' } },
    },
  },
  maxOutputTokens: 50,
};
const response: JudgeOptions['response'] = {
  text: '{"city":"Kyōto","people":1}',
  finishReason: { unified: 'stop', raw: 'stop' },
  usage: { inputTokens: 12, outputTokens: 11, cachedTokens: null, reasoningTokens: null },
};
const codesOf = (changes: Partial<JudgeOptions>): readonly string[] =>
  judge({ prompt, golden, response, ...changes }).findings.map(({ code }) => code);

describe('judge', () => {
  it('passes an answer that keeps its contract, and says what it rests on', () => {
    const { state, reason, findings, verdicts, truncation } = judge({ prompt, golden, response });
    expect([state, reason, findings, truncation.class]).toEqual(['passed', null, [], 'complete']);
    const passed = verdicts.filter(({ status }) => status === 'pass').map(({ check }) => check);
    expect(passed).toEqual(expect.arrayContaining(['output-schema', 'parity', 'finish-reason', 'usage']));
    // Nobody said what a wire had promised, so nothing passes for keeping it.
    for (const check of ['stream-complete', 'model-identity', 'request-identity']) {
      expect(verdicts).toContainEqual(expect.objectContaining({ check, status: 'skip' }));
    }
  });

  it('finds what a client would trip over', () => {
    const text = '{"city":"Kyōto","people":"one"}';
    const judged = judge({ prompt, golden, response: { ...response, text } });
    expect([judged.state, judged.reason]).toEqual(['failed', expect.stringContaining('schema/')]);
    expect(judged.findings).toContainEqual(expect.objectContaining({ pointer: '/people' }));
    expect(codesOf({ response: { ...response, text: `\`\`\`json\n${text}\n\`\`\`` } })).toContain(
      'schema/fenced',
    );
  });

  it('takes nothing for granted that the provider did not say', () => {
    const usage = { inputTokens: null, outputTokens: null, cachedTokens: null, reasoningTokens: null };
    expect(codesOf({ response: { ...response, finishReason: null, usage } })).toEqual([
      'finish/missing',
      'usage/missing',
    ]);
  });

  it('holds calls of tools against the tools that were declared', () => {
    const call = { name: 'look_down', arguments: {} };
    const asked = {
      tools: [{ name: 'look_up', description: '', parameters: { type: 'object' } }],
      toolChoice: 'auto',
    } as const;
    const answer = {
      ...golden,
      text: '',
      toolCalls: [{ name: 'look_up', arguments: {} }],
      finish: 'tool_calls',
    } as const;
    const finishReason = { unified: 'tool_calls', raw: 'tool_calls' } as const;
    const given = { ...response, text: '', finishReason };
    expect(codesOf({ prompt: asked, golden: answer, response: { ...given, toolCalls: [call] } })).toContain(
      'tool/unknown-name',
    );
    const right = { ...call, name: 'look_up' };
    expect(codesOf({ prompt: asked, golden: answer, response: { ...given, toolCalls: [right] } })).toEqual(
      [],
    );
    const torn = { ...right, arguments: null, rawArguments: '{"orderId": "B' };
    expect(codesOf({ prompt: asked, golden: answer, response: { ...given, toolCalls: [torn] } })).toContain(
      'tool/arguments-not-json',
    );
  });

  it('holds the model that answered against the one that was asked', () => {
    const answered = { ...response, model: 'meta/llama-4-maverick' };
    expect(codesOf({ response: answered })).toEqual([]);
    expect(codesOf({ response: answered, model: 'meta/llama-4-scout' })).toEqual(['model/mismatch']);
  });

  it('refuses what it does not know, all at once', () => {
    const unknown = { prompt: { ...prompt, maxTokens: 1 }, golden, response: { ...response, txt: '' } };
    const { problems } = problemsOf(() => judge(unknown));
    expect(problems.map(({ message, mend }) => [message, mend])).toEqual([
      ['unknown key "maxTokens" in prompt', expect.any(String)],
      ['unknown key "txt" in response', 'did you mean "text"?'],
    ]);
  });
});

function problemsOf(act: () => unknown): InputError {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('judge without a golden', () => {
  it('proves nothing, and breaks nothing', () => {
    const judged = judge({ prompt, golden: null, response });
    expect([judged.state, judged.reason, judged.findings]).toEqual(['unproven', 'no approved golden', []]);
    expect(codesOf({ golden: null, response: { ...response, text: '{}' } })).toContain(
      'schema/required-missing',
    );
  });

  it('refuses a pattern that is none', () => {
    const asked = { ...prompt, comparators: { '/city': { regex: '(' } } };
    expect(() => judge({ prompt: asked, golden, response })).toThrow('regular expression');
    const compared = { ...prompt, comparators: { '/city': { regex: '^T' } } };
    expect(judge({ prompt: compared, golden, response }).reason).toBe('parity/no-match');
  });
});
