import { expect, it } from 'vitest';
import { spellBody } from '../../src/store/body-content.ts';

it.each([
  ['base64', { base64: Buffer.from([0, 250, 251, 252, 253, 254, 255]).toString('base64') }],
  ['base64 of nothing', { base64: '' }],
  ['what is no base64', { base64: 'a"b\n' }],
  ['base64 that nobody writes so', { base64: 'AB==' }],
  ['text', { text: 'a "quoted"\nline' }],
  ['a reference', { sha256: 'f00', bytes: 3 }],
])('a body is spelled as JSON spells it: %s', (_name, body) => {
  expect(spellBody(body)).toBe(JSON.stringify(body));
});
