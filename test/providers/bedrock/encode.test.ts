import { describe, expect, it } from 'vitest';
import { encodeConverse } from '../../../src/providers/bedrock/encode-converse.ts';
import { encodeLlama } from '../../../src/providers/bedrock/encode-llama.ts';
import type { Message } from '../../../src/contract/exchanges/request.ts';
import { ask } from '../../ask.ts';

const messageOf = (role: 'system' | 'user', text: string): Message => ({
  role,
  content: [{ type: 'text', text }],
});
const result = (toolCallId: string): Message => ({
  role: 'tool',
  toolCallId,
  content: [{ type: 'text', text: 'clear' }],
});

const image = (data: string) => ({ type: 'image', format: 'png', data }) as const;

describe('a Converse request', () => {
  it('has its system messages beside the turns', () => {
    const messages = [
      messageOf('system', 'Be brief.'),
      messageOf('user', 'Hi'),
      messageOf('system', 'Be kind.'),
    ];
    expect(encodeConverse('m', ask({ messages }))).toMatchObject({
      modelId: 'm',
      system: [{ text: 'Be brief.' }, { text: 'Be kind.' }],
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    });
  });

  it('puts the results of tools that ran together into one turn, and nothing else', () => {
    const { messages } = encodeConverse(
      'm',
      ask({
        messages: [messageOf('user', 'Hi'), result('a'), result('b'), messageOf('user', 'So?'), result('c')],
      }),
    );
    const turns = messages?.map(({ content }) => content?.map((block) => Object.keys(block)[0]));
    expect(turns).toEqual([['text'], ['toolResult', 'toolResult'], ['text'], ['toolResult']]);
  });

  it('renames the id of a call that Converse would not take, and its result with it', () => {
    const ids = ['tooluse_1.a:b', 'call/1', 'c'.repeat(65)];
    const toolCalls = ids.map((id) => ({ id, name: 'look', arguments: {} }));
    const calling: Message = { role: 'assistant', content: [], toolCalls };
    const { messages } = encodeConverse(
      'm',
      ask({ messages: [messageOf('user', 'Hi'), calling, ...ids.map(result)] }),
    );
    const [, called, results] = messages ?? [];
    const sent = called?.content?.map(({ toolUse }) => toolUse?.toolUseId ?? '');
    expect(results?.content?.map(({ toolResult }) => toolResult?.toolUseId)).toEqual(sent);
    expect(sent?.[0]).toBe('tooluse_1.a:b');
    expect(new Set(sent).size).toBe(3);
    expect(sent?.every((id) => /^[a-zA-Z0-9_.:-]{1,64}$/.test(id))).toBe(true);
  });

  it('gives images as raw bytes, for the SDK makes the base64', () => {
    const data = Buffer.from([1, 2, 3]).toString('base64');
    const shown: Message = { role: 'user', content: [{ type: 'image', format: 'jpeg', data }] };
    const { messages } = encodeConverse('m', ask({ messages: [shown] }));
    expect(messages?.[0]?.content).toEqual([
      { image: { format: 'jpeg', source: { bytes: Buffer.from([1, 2, 3]) } } },
    ]);
  });

  it.each([
    ['auto', { auto: {} }],
    ['required', { any: {} }],
    [{ name: 'now' }, { tool: { name: 'now' } }],
  ] as const)('spells the tool choice %j', (toolChoice, spelled) => {
    const tools = [{ name: 'now', description: 'The time', parameters: { type: 'object' } }];
    expect(encodeConverse('m', ask({ tools, toolChoice })).toolConfig?.toolChoice).toEqual(spelled);
  });

  it('sends no setting that was not asked for', () => {
    expect(encodeConverse('m', ask({}))).toEqual({
      modelId: 'm',
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      inferenceConfig: {},
    });
  });

  it('sends a temperature of zero', () => {
    expect(encodeConverse('m', ask({ temperature: 0 })).inferenceConfig).toEqual({ temperature: 0 });
  });
});

describe('a native Llama request', () => {
  it("is Llama 4's chat template, ending where the assistant begins", () => {
    const messages = [messageOf('system', 'Be brief.'), messageOf('user', 'Hi'), result('a')];
    expect(encodeLlama(ask({ messages }))).toEqual({
      prompt:
        '<|begin_of_text|><|header_start|>system<|header_end|>\n\nBe brief.<|eot|>' +
        '<|header_start|>user<|header_end|>\n\nHi<|eot|>' +
        '<|header_start|>ipython<|header_end|>\n\nclear<|eot|>' +
        '<|header_start|>assistant<|header_end|>\n\n',
    });
  });

  it('lists images in their order and marks their places', () => {
    const messages: Message[] = [
      { role: 'user', content: [image('AA=='), { type: 'text', text: 'and' }, image('BB==')] },
    ];
    const body = encodeLlama(ask({ messages }));
    expect(body['images']).toEqual(['AA==', 'BB==']);
    expect(body['prompt']).toContain('<|image|>and<|image|><|eot|>');
  });

  it('has three settings', () => {
    const body = encodeLlama(ask({ maxOutputTokens: 5, temperature: 0, topP: 1, seed: 1, stop: ['x'] }));
    expect(body).toEqual({ prompt: body['prompt'], max_gen_len: 5, temperature: 0, top_p: 1 });
  });
});
