import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/contract/wires/dialect.ts';
import type { Mode } from '../../../src/contract/exchanges/mode.ts';
import type { CanonicalRequest } from '../../../src/contract/exchanges/request.ts';
import { DIALECTS } from '../../../src/providers/openai-compatible/dialects.ts';
import { encodeRequest } from '../../../src/providers/openai-compatible/encode-request.ts';
import { encodeRequest as encodeWatsonx } from '../../../src/providers/watsonx/encode-request.ts';
import { ask } from '../../ask.ts';

function encode(more: Partial<CanonicalRequest>, changes: Partial<Dialect> = {}, mode: Mode = 'send') {
  const { vllm } = DIALECTS;
  if (vllm === undefined) throw new Error('no row for vllm');
  return encodeRequest('m', ask(more), mode, { ...vllm, ...changes });
}

const encodeFor = (more: Partial<CanonicalRequest>) => encodeWatsonx('m', ask(more), { space_id: 's' });

const BARE = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
const BARE_WATSONX = { model_id: 'm', space_id: 's', messages: BARE.messages };
const schema = { type: 'object' };
const strict = { type: 'json_schema', json_schema: { name: 'x', schema, strict: true } };

describe('a chat completions request', () => {
  it('sends no setting that was not asked for', () => {
    expect(encode({})).toEqual(BARE);
  });

  it('sends zeros', () => {
    expect(encode({ temperature: 0, seed: 0 })).toEqual({ ...BARE, temperature: 0, seed: 0 });
  });

  it.each(['max_tokens', 'max_completion_tokens'] as const)('spells the cap %s', (maxTokensField) => {
    expect(encode({ maxOutputTokens: 5 }, { maxTokensField })).toEqual({ ...BARE, [maxTokensField]: 5 });
  });

  it.each([
    ['response_format', { response_format: strict }],
    ['structured_outputs', { structured_outputs: { json: schema } }],
    ['guided_json', { guided_json: schema }],
    ['nvext.guided_json', { nvext: { guided_json: schema } }],
    ['response_format.value', { response_format: { type: 'json_schema', value: { name: 'x', schema } } }],
  ] as const)('puts the output schema into %s', (jsonSchemaField, spelled) => {
    expect(encode({ output: { type: 'json', name: 'x', schema } }, { jsonSchemaField })).toEqual({
      ...BARE,
      ...spelled,
    });
  });

  it.each([
    [undefined, '{"city":"Oslo"}'],
    ['text', '{"city":"Oslo"}'],
    ['object', { city: 'Oslo' }],
  ] as const)('spells the arguments of earlier calls as %s', (toolArguments, spelled) => {
    const call = { id: 'a', name: 'look', arguments: { city: 'Oslo' } };
    const changes = toolArguments === undefined ? {} : { toolArguments };
    const history = encode({ messages: [{ role: 'assistant', content: [], toolCalls: [call] }] }, changes);
    expect(history['messages']).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'look', arguments: spelled } }],
      },
    ]);
  });

  it.each([
    ['auto', 'auto'],
    ['none', 'none'],
    ['required', 'required'],
    [{ name: 'now' }, { type: 'function', function: { name: 'now' } }],
  ] as const)('spells the tool choice %j', (toolChoice, spelled) => {
    expect(encode({ toolChoice })['tool_choice']).toEqual(spelled);
  });

  it('asks for a usage record in a stream where the server takes the wish', () => {
    expect(encode({}, {}, 'stream')).toEqual({
      ...BARE,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(encode({}, { streamOptions: false }, 'stream')).toEqual({ ...BARE, stream: true });
  });
});

describe('a watsonx request', () => {
  it('names model and account in its own words', () => {
    expect(encodeFor({ maxOutputTokens: 5 })).toEqual({ ...BARE_WATSONX, max_completion_tokens: 5 });
  });

  it.each([
    ['auto', { tool_choice_option: 'auto' }],
    ['none', { tool_choice_option: 'none' }],
    ['required', { tool_choice_option: 'required' }],
    [{ name: 'now' }, { tool_choice: { type: 'function', function: { name: 'now' } } }],
  ] as const)('spells the tool choice %j in one field of two', (toolChoice, spelled) => {
    expect(encodeFor({ toolChoice })).toEqual({ ...BARE_WATSONX, ...spelled });
  });

  it('puts the output schema into response_format', () => {
    expect(encodeFor({ output: { type: 'json', name: 'x', schema } })).toEqual({
      ...BARE_WATSONX,
      response_format: strict,
    });
  });
});
