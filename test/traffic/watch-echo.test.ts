import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { watchEcho } from '../../src/traffic/watch-echo.ts';

const SECRETS = ['aab-abc-secret', 'abc-key'];

/** What is handed on of a text in pieces, and whether a secret was found. */
function handOn(text: string, cuts: readonly number[]): { readonly given: string; readonly found: boolean } {
  const bytes = Buffer.from(text, 'latin1');
  const echo = watchEcho(SECRETS);
  const given: Uint8Array[] = [];
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  let from = 0;
  for (const end of ends) {
    given.push(echo.push(bytes.subarray(from, end)));
    from = end;
  }
  given.push(echo.rest());
  return { given: Buffer.concat(given).toString('latin1'), found: echo.found() };
}

const pieces = fc.array(fc.constantFrom('a', 'ab', 'abc', '-', 'key', 'secret', 'é', ...SECRETS), {
  maxLength: 12,
});

it('hands on every byte of what holds no secret, and nothing of one that comes, however it is cut', () => {
  fc.assert(
    fc.property(pieces, fc.array(fc.nat(60), { maxLength: 20 }), (words, cuts) => {
      // One character a byte, wherever it is cut.
      const text = Buffer.from(words.join('')).toString('latin1');
      const { given, found } = handOn(text, cuts);
      expect(found).toBe(SECRETS.some((secret) => text.includes(secret)));
      if (found) {
        const first = Math.min(...SECRETS.map((secret) => text.indexOf(secret)).filter((at) => at >= 0));
        expect(text.slice(0, first).startsWith(given)).toBe(true);
      } else expect(given).toBe(text);
    }),
  );
});

it('lets everything pass at once where there is no secret', () => {
  const bytes = Buffer.from('anything');
  expect(watchEcho([]).push(bytes)).toBe(bytes);
});
