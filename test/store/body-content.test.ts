import { expect, it } from 'vitest';
import { spellBody } from '../../src/store/records/body-content.ts';

it.each([
  ['base64', { base64: Buffer.from([0, 250, 251, 252, 253, 254, 255]).toString('base64') }],
  ['base64 of nothing', { base64: '' }],
  ['what is no base64', { base64: 'a"b\n' }],
  ['base64 that nobody writes so', { base64: 'AB==' }],
  ['text', { text: 'a "quoted"\nline' }],
  ['an empty text', { text: '' }],
  ['each character that is a byte', { text: String.fromCharCode(...Array(0x100).keys()) }],
  ['each that JSON spells by two', { text: '\b\t\n\f\r"\\ \x7f'.repeat(40) }],
  ['a control', { text: 'a\0b' }],
  ['characters whose low bytes are letters', { text: 'Łódź'.repeat(5) }],
  ['half a character', { text: 'a\ud83d' }],
  ['a long text', { text: '"\n'.repeat(40_000) }],
  ['a text whose last character has no room', { text: `${'"'.repeat(64 * 1024 - 1)}é` }],
  ['a reference', { sha256: 'f00', bytes: 3 }],
])('a body is spelled as JSON spells it: %s', (_name, body) => {
  expect(spellBody(body)).toBe(JSON.stringify(body));
});
