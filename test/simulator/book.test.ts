import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/contract/problem.ts';
import type { Message } from '../../src/contract/exchanges/request.ts';
import { createBook } from '../../src/simulator/book.ts';
import type { HeardMessage } from '../../src/simulator/face.ts';
import { entry } from './stage.ts';

const heard = (role: HeardMessage['role'], text: string, rest: Partial<HeardMessage> = {}): HeardMessage => ({
  role,
  text,
  images: [],
  toolCalls: [],
  ...rest,
});
const text = (words: string) => ({ type: 'text', text: words }) as const;

const talk: Message[] = [
  { role: 'user', content: [text('Where?'), text('And when?')] },
  { role: 'system', content: [text('Be kind.')] },
  { role: 'system', content: [text('Be brief.')] },
  {
    role: 'assistant',
    content: [],
    toolCalls: [{ id: 'call-1', name: 'look', arguments: { b: 1, a: [true, null] } }],
  },
  { role: 'tool', toolCallId: 'call-1', content: [text('in the east')] },
];
const withImage = (data: string): Message[] => [
  { role: 'user', content: [{ type: 'image', format: 'png', data }] },
];
const calls = [{ name: 'look', arguments: { a: [true, null], b: 1 } }];
const find = createBook([entry('talk', '', {}, { messages: talk }), entry('hi', 'Hi')]);
const promptOf = (messages: HeardMessage[]): string | null => find(messages).entry?.promptId ?? null;

describe('the book', () => {
  it.each([
    ['as one text, blocks joined by nothing', 'Where?And when?', ['Be kind.Be brief.']],
    ['joined by line ends', 'Where?\nAnd when?', ['Be kind.\nBe brief.']],
    ['with system messages apart', 'Where?\n\nAnd when?', ['Be kind.', 'Be brief.']],
    ['with white space around it', ' Where?And when?\n', ['Be kind.', 'Be brief. ']],
  ])('knows a conversation %s', (_how, question, systems) => {
    expect(
      promptOf([
        ...systems.map((system) => heard('system', system)),
        heard('user', question),
        heard('assistant', '', { toolCalls: calls }),
        heard('tool', 'in the east'),
      ]),
    ).toBe('talk');
  });

  it.each([
    ['another text', [heard('user', 'Hello')]],
    ['another role', [heard('assistant', 'Hi')]],
    ['an image too many', [heard('user', 'Hi', { images: ['abc'] })]],
    ['a message too many', [heard('user', 'Hi'), heard('user', 'Hi')]],
    ['a system message of its own', [heard('system', 'Be kind.'), heard('user', 'Hi')]],
  ])('does not know a conversation with %s', (_what, messages) => {
    expect(promptOf(messages)).toBeNull();
  });

  it('tells images apart by their bytes, not by how base64 spells them', () => {
    const images = createBook([entry('one', '', {}, { messages: withImage('AAE=') })]);
    const digest = 'b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2';
    expect(images([heard('user', '', { images: [digest] })]).entry?.promptId).toBe('one');
  });

  it('gives an unknown conversation a key of its own', () => {
    const [key, same, another] = ['a', 'a', 'b'].map((words) => find([heard('user', words)]).key);
    expect(key).toBe(same);
    expect(key).not.toBe(another);
  });

  it('refuses two prompts that say the same, and names both', () => {
    const entries = [entry('first', 'Hi'), entry('second', ' Hi '), entry('third', 'Hi there')];
    expect(() => createBook(entries)).toThrow(InputError);
    expect(() => createBook(entries)).toThrow(/first and second/);
    expect(() => createBook(entries)).not.toThrow(/third/);
  });
});
