import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/contract/exchanges/request.ts';
import { encodeMessages } from '../../../src/providers/chat-completion/encode-messages.ts';

const text = (value: string) => ({ type: 'text', text: value }) as const;

describe('messages of chat completions', () => {
  it('hold a lone text as a string or as parts, as the server likes it', () => {
    const messages: Message[] = [{ role: 'system', content: [text('Be brief.')] }];
    expect(encodeMessages(messages, 'string')).toEqual([{ role: 'system', content: 'Be brief.' }]);
    expect(encodeMessages(messages, 'parts')).toEqual([
      { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    ]);
  });

  it('hold several texts as parts, unjoined', () => {
    const messages: Message[] = [{ role: 'user', content: [text('a'), text('b')] }];
    expect(encodeMessages(messages, 'string')).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
    ]);
  });

  it('hold an image as a data URI', () => {
    const messages: Message[] = [
      { role: 'user', content: [{ type: 'image', format: 'webp', data: 'AA==' }] },
    ];
    expect(encodeMessages(messages, 'string')).toEqual([
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/webp;base64,AA==' } }] },
    ]);
  });

  it('hold tool calls with their arguments as text, and their text beside them', () => {
    const toolCalls = [{ id: 'a', name: 'now', arguments: { zone: 'CET' } }];
    const call = { id: 'a', type: 'function', function: { name: 'now', arguments: '{"zone":"CET"}' } };
    const message: Message = { role: 'assistant', content: [text('Let me see.')], toolCalls };
    expect(encodeMessages([message, { ...message, content: [] }], 'string')).toEqual([
      { role: 'assistant', content: 'Let me see.', tool_calls: [call] },
      { role: 'assistant', content: null, tool_calls: [call] },
    ]);
  });

  it('name the call that a result belongs to', () => {
    expect(encodeMessages([{ role: 'tool', toolCallId: 'a', content: [text('12:00')] }], 'string')).toEqual([
      { role: 'tool', tool_call_id: 'a', content: '12:00' },
    ]);
  });
});
