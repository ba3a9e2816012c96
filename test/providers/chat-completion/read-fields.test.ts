import { describe, expect, it } from 'vitest';
import { hasError } from '../../../src/providers/chat-completion/has-error.ts';
import { mapFinishReason } from '../../../src/providers/chat-completion/map-finish-reason.ts';
import {
  readReasoning,
  readText,
  readToolPieces,
} from '../../../src/providers/chat-completion/read-message.ts';
import { firstChoice } from '../../../src/providers/chat-completion/first-choice.ts';
import { NO_USAGE } from '../../../src/contract/exchanges/response.ts';
import { readUsage } from '../../../src/providers/chat-completion/read-usage.ts';

describe('an error in a body of status 200', () => {
  it.each([
    ['nested', { error: { message: 'no' } }],
    ['a string', { error: 'no' }],
    ['an empty object without choices', { error: {} }],
    ['an empty text without choices', { error: '', error_type: 'validation' }],
    ['flat', { object: 'error', message: 'no' }],
    ['flat by type', { type: 'error', message: 'no' }],
    ["watsonx's", { errors: [{ code: 'x' }] }],
    ["IAM's", { errorCode: 'BXNIM0415E', errorMessage: 'no' }],
    ["FastAPI's", { detail: 'no' }],
    ['problem JSON', { status: 500, title: 'no' }],
    ['beside choices', { choices: [{}], error: { message: 'no' } }],
    ["Groq's", { choices: [], x_groq: { error: 'no' } }],
    ["MiniMax's", { choices: null, base_resp: { status_code: 1008, status_msg: 'no' } }],
    ['a code beside a message', { code: 'InvalidParameter', message: 'no' }],
    ['in a list', [{ error: { message: 'no' } }]],
    ['in the choice', { choices: [{ index: 0, error: { message: 'no', code: 502 } }] }],
    ["TGI's", { message: 'no', http_status_code: 500 }],
    ["Qianfan's", { error_code: 336003, error_msg: 'no' }],
  ])('is seen where it is %s', (_name, body) => {
    expect(hasError(body)).toBe(true);
  });

  it.each([
    ['an answer', { choices: [{}] }],
    ['an answer with an error of null', { choices: [{}], error: null }],
    ['an answer with an empty error', { choices: [{}], error: {} }],
    ['an answer with an empty text for an error', { choices: [{}], error: '' }],
    ['an answer whose second choice has one', { choices: [{}, { index: 1, error: { message: 'no' } }] }],
    ['an answer whose choice has an error of null', { choices: [{ error: null }] }],
    ['an answer with a status', { choices: [{}], status: 500 }],
    ['an empty object', {}],
    ['a usage chunk', { usage: {} }],
    ['a list of answers', [{ choices: [{}] }]],
    ['lists of lists', [[[{ error: 'no' }]]]],
    ['an answer of a server that says how it went', { choices: [{}], base_resp: { status_code: 0 } }],
    ['a message without a code', { message: 'pong' }],
    ['a word', 'error'],
    ['nothing', null],
  ])('is not seen in %s', (_name, body) => {
    expect(hasError(body)).toBe(false);
  });
});

describe('the finish words of chat completions', () => {
  it.each([
    ['stop', 'stop'],
    ['eos_token', 'stop'],
    ['stop_sequence', 'stop'],
    ['length', 'length'],
    ['time_limit', 'length'],
    ['tool_calls', 'tool_calls'],
    ['function_call', 'tool_calls'],
    ['content_filter', 'content_filter'],
    ['abort', 'error'],
    ['cancelled', 'error'],
    ['repetition', 'error'],
    ['STOP', 'stop'],
    ['sensitive', 'content_filter'],
    ['network_error', 'error'],
    ['MALFORMED_FUNCTION_CALL', 'error'],
    ['function_call_filter: MALFORMED_FUNCTION_CALL', 'error'],
    ['content_filter: RECITATION', 'content_filter'],
    ['load', 'unknown'],
    ['toString', 'unknown'],
  ])('%s is %s and keeps its own word', (raw, unified) => {
    expect(mapFinishReason(raw, false)).toEqual({ unified, raw });
  });

  it.each([null, undefined, '', 'null', 'none', 'not_finished', 1, {}])('%j is no reason at all', (raw) => {
    expect(mapFinishReason(raw, false)).toBeNull();
  });

  it('only length means a full window where the prompt was truncated', () => {
    expect(mapFinishReason('length', true)?.unified).toBe('context_window');
    expect(mapFinishReason('stop', true)?.unified).toBe('stop');
  });
});

describe('the text of a message', () => {
  it.each([
    ['a string', 'Hi', 'Hi'],
    [
      'parts',
      [
        { type: 'text', text: 'H' },
        { type: 'output_text', text: 'i' },
      ],
      'Hi',
    ],
    ['parts without a type', [{ text: 'H' }, 'i'], 'Hi'],
    ['one part alone', { type: 'text', text: 'Hi' }, 'Hi'],
    ['parts of other types', [{ type: 'refusal', refusal: 'no' }, { type: 'image_url' }], ''],
    ['null', null, ''],
    ['a number', 3, ''],
  ])('is read from %s', (_name, content, expected) => {
    expect(readText(content)).toBe(expected);
  });

  it.each([
    [{ reasoning_content: 'Hm.' }, 'Hm.'],
    [{ reasoning: 'Hm.' }, 'Hm.'],
    [{ reasoning_content: { text: 'Hm.' } }, 'Hm.'],
    [{ content: [{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] }] }, 'Hm.'],
    [{ content: [{ type: 'reasoning', text: 'Hm.' }] }, 'Hm.'],
    [
      {
        content: [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Hi' },
        ],
      },
      'Hm.',
    ],
    [{ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] }, 'Hm.'],
    [{ content: 'Hi' }, ''],
  ])('is kept apart from reasoning in %j', (message, expected) => {
    expect(readReasoning(message)).toBe(expected);
  });
});

describe('the tool pieces of a message', () => {
  it('take empty strings for absence', () => {
    expect(
      readToolPieces({ tool_calls: [{ index: 0, id: '', function: { name: '', arguments: '{' } }] }),
    ).toEqual([{ index: 0, id: null, name: null, arguments: '{' }]);
  });

  it.each([
    [
      'a call',
      { tool_calls: [{ index: 0, id: '', type: 'function', function: { name: '', arguments: '' } }] },
    ],
    ['the deprecated call', { function_call: { name: '', arguments: '' } }],
    ['nothing at all', { tool_calls: [{}] }],
  ])('are none where the fields of %s are filled with nothing', (_name, message) => {
    expect(readToolPieces(message)).toEqual([]);
  });

  it('include the deprecated function_call', () => {
    expect(readToolPieces({ function_call: { name: 'now', arguments: '{}' } })).toEqual([
      { index: 0, id: null, name: 'now', arguments: '{}' },
    ]);
  });

  it.each([
    ['an object', { function: { name: 'now', arguments: { at: 1 } } }],
    ["under the model's own name for them", { function: { name: 'now', parameters: { at: 1 } } }],
    ['without a function around them', { name: 'now', arguments: '{"at":1}' }],
  ])('take arguments that are %s', (_name, call) => {
    expect(readToolPieces({ tool_calls: [call] })).toEqual([
      { index: null, id: null, name: 'now', arguments: '{"at":1}' },
    ]);
  });

  it('leave out what is no object', () => {
    expect(readToolPieces({ tool_calls: [null, 'x', 3] })).toEqual([]);
    expect(readToolPieces({ tool_calls: 'x' })).toEqual([]);
  });
});

describe('the usage of a body', () => {
  it.each([
    [{ usage: { prompt_tokens: 1, completion_tokens: 2 } }, { inputTokens: 1, outputTokens: 2 }],
    [{ usage: { input_tokens: 1, output_tokens: 2 } }, { inputTokens: 1, outputTokens: 2 }],
    [{ x_groq: { usage: { prompt_tokens: 1, completion_tokens: 2 } } }, { inputTokens: 1, outputTokens: 2 }],
    [{ usage: { prompt_tokens: 0, completion_tokens: 0 } }, { inputTokens: 0, outputTokens: 0 }],
    [
      { choices: [{ index: 0, usage: { prompt_tokens: 1, completion_tokens: 2 } }] },
      { inputTokens: 1, outputTokens: 2 },
    ],
    [{ usage: { prompt_tokens: 1 } }, { inputTokens: 1, outputTokens: null }],
    [{ usage: { prompt_tokens: '9', completion_tokens: '3' } }, { inputTokens: 9, outputTokens: 3 }],
    [{ usage: { prompt_tokens: '9 tokens', completion_tokens: '-1' } }, null],
    [{ usage: { prompt_tokens: -1, completion_tokens: 1.5 } }, null],
    [{ usage: { prompt_tokens: 1e308, completion_tokens: 9_007_199_254_740_991 } }, null],
    [
      { usage: { prompt_tokens: '999999999999999', completion_tokens: 1e9 } },
      { inputTokens: null, outputTokens: 1e9 },
    ],
    [{ usage: null }, null],
    [{ usage: {} }, null],
    [{}, null],
  ])('of %j is %j', (body, expected) => {
    const read = readUsage(body, firstChoice(body));
    expect(read).toEqual(expected && { ...NO_USAGE, ...expected });
  });

  it.each([
    [{ prompt_tokens_details: { cached_tokens: 7 } }, { cachedTokens: 7 }],
    [{ prompt_cache_hit_tokens: 7 }, { cachedTokens: 7 }],
    [{ completion_tokens_details: { reasoning_tokens: 2 } }, { reasoningTokens: 2 }],
    [{ reasoning_tokens: 2 }, { reasoningTokens: 2 }],
    [{ prompt_tokens_details: { cached_tokens: 0 } }, { cachedTokens: 0 }],
    [{ prompt_tokens_details: null, completion_tokens_details: { reasoning_tokens: -1 } }, {}],
  ])('keeps of %j what was cached and reasoned, and knows nothing where it is not said', (details, known) => {
    const usage = { prompt_tokens: 9, completion_tokens: 3, ...details };
    const read = { ...NO_USAGE, inputTokens: 9, outputTokens: 3, ...known };
    expect(readUsage({ usage }, null)).toEqual(read);
  });
});
