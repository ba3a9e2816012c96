import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasks } from '../../src/config/secrets/create-masks.ts';
import { createRedact } from '../../src/config/secrets/create-redact.ts';
import { createSecretMask } from '../../src/config/secrets/create-secret-mask.ts';
import { DISGUISES, SPELLINGS, readingsOf } from '../config/spellings.ts';

/** Pieces of secrets that look like spellings, whole or cut, and would be read as such. */
const pieces = ['&#0', '&#65;', '&#x4', '&lt', '&am', 'p;', '%4', '%41', '\\u00', '41', '\\', '5', 'Z', ';'];

/** What is read in two characters stands in every text, and no mask can look for it. */
function isLongRead(secret: string): boolean {
  const read = secret.replaceAll(
    /&(?:#x?[0-9a-f]+|[a-z]+);?|%[0-9a-f]{2}|\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|.)/gi,
    '.',
  );
  return secret.length >= 6 && read.length >= 3;
}

/** Keys, passwords and tokens as people have them, and what would try a mask. */
const secret = fc
  .oneof(
    fc.string({ minLength: 6, maxLength: 40 }),
    fc.base64String({ minLength: 8, maxLength: 40 }),
    fc.string({
      minLength: 6,
      maxLength: 24,
      unit: fc.constantFrom(...Array.from(`aZ09+/=_-.~&%<>"'\\#;ué`)),
    }),
    fc.string({ minLength: 6, maxLength: 16, unit: 'grapheme' }),
    fc.string({ minLength: 3, maxLength: 8, unit: fc.constantFrom(...pieces) }),
  )
  .filter(isLongRead);

const noise = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('{"error":"', '\\u0041', '%41', '&#65;', '***', 'eyJ', '"}\n'),
    ),
    {
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(' '));

const picks = fc.array(fc.nat({ max: 59 }), { minLength: 64, maxLength: 64 });

function pickFrom(choices: readonly number[]): (below: number) => number {
  let at = 0;
  return (below) => (choices[at++ % choices.length] ?? 0) % below;
}

describe.each(Object.entries(SPELLINGS))('a secret that is spelled as %s', (_name, spell) => {
  it.each([
    ['a text', (text: string) => text, (text: string) => text],
    [
      'a binary body',
      (text: string) => Buffer.from(text, 'utf8').toString('latin1'),
      (text: string) => Buffer.from(text, 'latin1').toString('utf8'),
    ],
  ])('cannot be read out of %s any more', (_where, write, read) => {
    fc.assert(
      fc.property(secret, noise, noise, picks, (planted, before, after, choices) => {
        const form = spell(planted.toWellFormed(), pickFrom(choices));
        const shown = read(
          createSecretMask([planted.toWellFormed()]).apply(write(`${before} ${form} ${after}`)),
        );
        fc.pre(!`${before} ${after}`.includes(planted));
        expect(shown).not.toContain(form);
        expect(readingsOf(shown)).not.toContainEqual(expect.stringContaining(planted));
      }),
      { numRuns: 30 },
    );
  });
});

/** Letters that have a case, and nothing that is a blank or a spelling of something else. */
const keys = fc.string({
  minLength: 8,
  maxLength: 40,
  unit: fc.constantFrom(...Array.from('abcdefgxyzABCXYZ0123456789_-.')),
});

describe.each(Object.entries(DISGUISES))('a secret %s', (_name, disguise) => {
  it('is masked in a text and in a binary body, and nothing beside it', () => {
    fc.assert(
      fc.property(keys, picks, (planted, choices) => {
        const { apply } = createSecretMask([planted]);
        const shown = `before: "${disguise(planted, pickFrom(choices))}" (after)`;
        expect(apply(shown)).toMatch(
          /^before: "\0?\*\*\*(?:\0|\u{e0100}|\u200b|\u200d|\u2060|\ufeff|\u00ad|\\u0000|\\u200b|\\ufeff|&#8203;|%E2%80%8B)*" \(after\)$/u,
        );
        const bytes = Buffer.from(shown, 'utf8').toString('latin1');
        expect(apply(bytes)).toContain('***');
      }),
      { numRuns: 30 },
    );
  });
});

it.each([
  ['letmein', 'let me in', 'let me in'],
  ['letmein', 'l e t m e i n', '***'],
  ['sk-0123456789abcdef', 'sk-0123 4567 89ab cdef', '***'],
  ['publicly', 'PUBLICLY', '***'],
  ['publicly', 'public lyrics', 'public lyrics'],
])('of %s, "%s" is shown as "%s"', (secret, text, shown) => {
  expect(createSecretMask([secret]).apply(`(${text})`)).toBe(`(${shown})`);
});

it.each([
  ['abcd&#00efgh', String.raw`abcd&#0\u{30}efgh`],
  ['abcd&#00efgh', 'abcd&#0%30efgh'],
  ['abcd&#00efgh', String.raw`abcd&#0\x30efgh`],
  ['abcd&#x41;efgh', String.raw`abcd&#x4\u0031;efgh`],
  ['abcd&#65;efgh', String.raw`abcd&#6\u{35};efgh`],
  ['abcd&lt;efgh', String.raw`abcd&lt\u{3b}efgh`],
  ['&#65;&amp;ef&#00gh', String.raw`&#65;&amp;ef&#0\u{30}gh`],
  ['abcd&ltzefgh', 'abcd&lt%7aefgh'],
  ['abcd&#6&#53;efgh', 'abcd&#6&amp;#53;efgh'],
])('%s, which holds what HTML would read, is masked where it is spelled %s', (planted, spelled) => {
  expect(createSecretMask([planted]).apply(`(${spelled})`)).toBe('(***)');
});

it('what is read once is read no further: masking twice is masking once', () => {
  fc.assert(
    fc.property(
      secret,
      fc.constantFrom(...Object.values(SPELLINGS)),
      noise,
      noise,
      picks,
      (planted, spell, a, b, choices) => {
        const { apply } = createSecretMask([planted]);
        const once = apply(`${a}${spell(planted.toWellFormed(), pickFrom(choices))}${b}`);
        expect(apply(once)).toBe(once);
      },
    ),
  );
});

it('only the spelling is masked, and what stands around it stays as it was spelled', () => {
  const { apply } = createSecretMask(['ab+cd/ef']);
  expect(apply('{"a":"caf\\u00e9 ab\\u002Bcd\\/ef 100%41"}')).toBe('{"a":"caf\\u00e9 *** 100%41"}');
  expect(apply('?k=ab%252Bcd%252fef&amp;x')).toBe('?k=***&amp;x');
  expect(apply('no secret: caf\\u00e9 &amp; 50%25')).toBe('no secret: caf\\u00e9 &amp; 50%25');
});

it.each([
  'EMPTY',
  'none',
  'dummy',
  'test',
  'not-needed',
  'sk-no-key-required',
  'ollama',
  'lm-studio',
  'dummy-key',
  'placeholder',
])('%s is what people give where no key is asked for, and masks nothing', (word) => {
  const text = `a ${word} answer, ${word}`;
  expect(createSecretMask([word]).apply(text)).toBe(text);
});

it.each(['emptiness-7f', 'nonesuch', 'testing123', 'local-admin-pw'])(
  '%s is a secret like any other',
  (word) => {
    expect(createSecretMask([word]).apply(`a ${word}`)).toBe('a ***');
  },
);

describe('masks that are told of a secret while a run goes on', () => {
  it('mask it from then on, beside those that they knew', () => {
    const masks = createMasks(['first-secret']);
    const text = 'first-secret and fetched-token';
    expect(masks.maskSecrets(text)).toBe('*** and fetched-token');
    masks.learnSecret('fetched-token');
    expect(masks.maskSecrets(text)).toBe('*** and ***');
    expect(masks.redact(text)).toBe('*** and ***');
    expect(masks.countSecrets(text)).toBe(2);
  });

  it('do not grow without end where every token is refused', () => {
    const masks = createMasks(['first-secret']);
    for (let at = 0; at < 100; at += 1) masks.learnSecret(`token-number-${at}`);
    expect(masks.maskSecrets('first-secret token-number-99 token-number-1')).toBe('*** *** token-number-1');
  });
});

it('time grows with the text, not with its square, whatever it spells', () => {
  const redact = createRedact(['vllm+key/0123456789']);
  for (const piece of [
    '\\u0041',
    '\\\\',
    '%25',
    '&amp;',
    '&#',
    '\\u002b',
    'eyJ',
    'vllm\\u002bkey\\/',
    'v l l m + k e y / 0 1 2 3 4 5 6 7 8 ',
    'V\u200b',
    '\0v',
    '\\x41',
    '\\n',
    '%',
    '&',
  ]) {
    // A square of this length would take minutes and meet the test's timeout.
    expect(redact(piece.repeat(100_000)).length).toBeGreaterThan(0);
  }
});
