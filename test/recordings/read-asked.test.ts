import { describe, expect, it } from 'vitest';
import { readAsked } from '../../src/recordings/read-asked.ts';

const PARAMETERS = { type: 'object', required: ['city'] };
const chatTool = { type: 'function', function: { name: 'look_up', parameters: PARAMETERS } };
const converseTool = { toolSpec: { name: 'look_up', inputSchema: { json: PARAMETERS } } };
const LOOK_UP = { name: 'look_up', description: '', parameters: PARAMETERS };

describe('a recorded request', () => {
  it.each([
    ['nothing is known of', undefined],
    ['is no object', 'POST /v1/chat/completions'],
    ['has an empty body', { method: 'POST', body: {} }],
  ])('that %s asked for nothing that could be missed, but usage', (_name, request) => {
    expect(readAsked(request)).toEqual({
      usage: true,
      tools: null,
      toolChoice: null,
      maxOutputTokens: null,
    });
  });

  it('that is known promises a usage record only where it asked for one', () => {
    expect(readAsked({ messages: [] }).usage).toBe(false);
    expect(readAsked({ messages: [], stream_options: { include_usage: true } }).usage).toBe(true);
    expect(readAsked({ body: { messages: [], stream_options: {} } }).usage).toBe(false);
  });

  it.each([
    ['chat completions', { tools: [chatTool] }],
    ['Converse', { toolConfig: { tools: [converseTool] } }],
  ])('declares its tools as %s do', (_name, body) => {
    expect(readAsked({ method: 'POST', path: '/', body }).tools).toEqual([LOOK_UP]);
    expect(readAsked(body).tools).toEqual([LOOK_UP]);
  });

  it('declares a tool without usable parameters for any arguments', () => {
    const deep: object = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    for (const parameters of [undefined, null, 'object', deep]) {
      const tools = [{ type: 'function', function: { name: 'look_up', parameters } }];
      expect(readAsked({ tools }).tools).toEqual([{ ...LOOK_UP, parameters: {} }]);
    }
  });

  it.each([
    ['none', { tools: [] }],
    ['built-in ones', { tools: [{ type: 'web_search' }] }],
    ['nothing that is one', { tools: ['look_up', { function: {} }] }],
  ])('that declares %s leaves open which there are', (_name, body) => {
    expect(readAsked(body).tools).toBeNull();
  });

  it.each([
    [{ tool_choice: 'none' }, 'none'],
    [{ tool_choice: 'any' }, 'required'],
    [{ tool_choice_option: 'required' }, 'required'],
    [{ tool_choice: { type: 'function', function: { name: 'look_up' } } }, { name: 'look_up' }],
    [{ toolConfig: { tools: [converseTool], toolChoice: { any: {} } } }, 'required'],
    [
      { toolConfig: { tools: [converseTool], toolChoice: { tool: { name: 'look_up' } } } },
      { name: 'look_up' },
    ],
    [{ tool_choice: 'constructor' }, null],
    [{}, null],
  ])('that chooses by %j asks for %j', (choice, expected) => {
    expect(readAsked({ tools: [chatTool], ...choice }).toolChoice).toEqual(expected);
  });

  it.each([
    [{ max_tokens: 5 }, 5],
    [{ max_tokens: 5, max_completion_tokens: 7 }, 7],
    [{ max_completion_tokens: 0 }, null],
    [{ max_gen_len: 5 }, 5],
    [{ inferenceConfig: { maxTokens: 5 } }, 5],
    [{ max_tokens: 'many' }, null],
  ])('caps its output by %j', (body, expected) => {
    expect(readAsked(body).maxOutputTokens).toBe(expected);
  });
});
