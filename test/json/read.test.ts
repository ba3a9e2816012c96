import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseOrUndefined } from '../../src/json/read.ts';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

it('a text is read as JSON.parse reads it, whole, cut or with anything after it', () => {
  const after = fc.constantFrom('', ' ', '\t', '\r\n', 'x', ',', '\u00a0', '}');
  fc.assert(
    fc.property(fc.json(), after, fc.double({ min: 0, max: 1, noNaN: true }), (json, more, kept) => {
      const cut = json.slice(0, Math.round(json.length * kept));
      for (const text of [json + more, cut + more]) expect(parseOrUndefined(text)).toEqual(parsed(text));
    }),
  );
});

it.each(['true', 'false', 'null', '0', '1e9', '""', '[]', '{}', ' {}\n'])('%j is JSON', (text) => {
  expect(parseOrUndefined(text)).toEqual(JSON.parse(text));
});
