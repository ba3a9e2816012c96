import { expect, it } from 'vitest';
import { readEventData } from '../../../src/providers/chat-completion/read-event-data.ts';

it.each([
  ['one value', '{"a":1}', { done: false, values: [{ a: 1 }], oddity: null }],
  ['the end marker', '[DONE]', { done: true, values: [], oddity: null }],
  ['nothing', '', { done: false, values: [], oddity: null }],
])('data holds %s', (_name, data, expected) => {
  expect(readEventData(data)).toEqual(expected);
});

it.each([
  ['the end marker with blanks', '[DONE] ', 'stream/padded-done', true, []],
  ['the end marker in small letters', '[done]', 'stream/padded-done', true, []],
  ['the end marker as a string', '"[DONE]"', 'stream/quoted-done', true, []],
  ['a keep-alive', 'ping', 'stream/keep-alive-data', false, []],
  ['a keep-alive in brackets', ' [KEEP-ALIVE]', 'stream/keep-alive-data', false, []],
  ['a prefix twice', 'data: {"a":1}', 'stream/doubled-prefix', false, [{ a: 1 }]],
  [
    'events without a blank line',
    '{"a":1}\n{"a":2}\n[DONE]',
    'stream/no-blank-line',
    true,
    [{ a: 1 }, { a: 2 }],
  ],
])('%s is read and said to be odd', (_name, data, code, done, values) => {
  expect(readEventData(data)).toMatchObject({ done, values, oddity: { code } });
});

it.each(['oops', '{"a":', '{"a":1}\n{"a":', '1\n2', 'data: oops', '{"a":1}{"a":2}'])(
  '%j is nothing of this',
  (data) => {
    expect(readEventData(data)).toBeNull();
  },
);
