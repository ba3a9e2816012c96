import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { readPattern } from '../../src/json/pattern/read-pattern.ts';

const RUNS = 3_000;

/** Characters on which engines are known to differ: ends of lines, white space, borders of words, halves of characters. */
const TELLING = [
  ...'aAbz059_- .^$'.split(''),
  '\n',
  '\r',
  '\u000b',
  '\u2028',
  '\u00a0',
  '\ufeff',
  '\u0130',
  '\u017f',
  '\u00e9',
  '\u{1f600}',
  '\ud83d',
  '\ude00',
];
const telling = fc.constantFrom(...TELLING);
const texts = fc.array(telling, { maxLength: 12 }).map((characters) => characters.join(''));

const plain = fc.constantFrom(
  'a',
  'b',
  '5',
  '-',
  '_',
  '\u00e9',
  '\u{1f600}',
  String.raw`\.`,
  String.raw`\n`,
  String.raw`\u00a0`,
  String.raw`\u{1f600}`,
  String.raw`\ud83d\ude00`,
  String.raw`\ud83d`,
  String.raw`\x41`,
  String.raw`\cJ`,
);
const classes = fc.constantFrom(
  String.raw`\d`,
  String.raw`\D`,
  String.raw`\w`,
  String.raw`\W`,
  String.raw`\s`,
  String.raw`\S`,
);
const member = fc.oneof(plain, classes, fc.constantFrom('a-z', 'A-Z', '0-9', String.raw`\b`, String.raw`\-`));
const set = fc
  .tuple(fc.constantFrom('', '^'), fc.array(member, { maxLength: 3 }))
  .map(([negated, members]) => `[${negated}${members.join('')}]`);
const places = fc.constantFrom('^', '$', String.raw`\b`, String.raw`\B`);
const bounds = fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{0}', '{1,}', '{0,2}', '{1,3}?');

const { pattern: patterns } = fc.letrec<{ pattern: string; term: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 3 },
    plain,
    classes,
    set,
    fc.constant('.'),
    tie('pattern').map((inner) => `(${inner})`),
    tie('pattern').map((inner) => `(?:${inner})`),
  ),
  term: fc.oneof(
    places,
    tie('atom'),
    fc.tuple(tie('atom'), bounds).map(([atom, bound]) => `${atom}${bound}`),
  ),
  pattern: fc
    .array(fc.array(tie('term'), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((choices) => choices.map((terms) => terms.join('')).join('|')),
}));

/** What RegExp makes of a pattern; null where it refuses it. */
function nativeOf(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
}

describe('a pattern that is read', () => {
  it('means the same to the linear-time engine as to RegExp', () => {
    let compared = 0;
    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 1, maxLength: 8 }), (pattern, given) => {
        const native = nativeOf(pattern);
        const read = native === null ? null : readPattern(pattern);
        if (native === null || read?.by !== 'linear') return;
        compared += 1;
        const linear = RE2JS.compile(read.source);
        for (const text of given) {
          expect([pattern, text, linear.test(text)]).toEqual([pattern, text, native.test(text)]);
        }
      }),
      { numRuns: RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS / 10);
  });

  it('is left to RegExp only where that takes few steps', () => {
    let compared = 0;
    const anchored = patterns.map((pattern) => `^(?:${pattern})$`);
    fc.assert(
      fc.property(anchored, texts, texts, texts, (pattern, before, unit, after) => {
        if (nativeOf(pattern) === null || readPattern(pattern)?.by !== 'regexp') return;
        compared += 1;
        const text = `${before}${unit.repeat(5_000)}${after}`;
        // A thread is not needed to stop it: https://nodejs.org/api/vm.html#scriptruninnewcontextcontextobject-options
        const asked = { test: () => new RegExp(pattern, 'u').test(text) };
        runInNewContext('test()', asked, { timeout: 2_000 });
      }),
      { numRuns: RUNS / 10 },
    );
    expect(compared).toBeGreaterThan(RUNS / 100);
  }, 60_000);

  it.each([
    ['^[a-z]+$', 'regexp'],
    [String.raw`^\d{4}-\d{2}-\d{2}$`, 'regexp'],
    ['^(?:ab|ac)$', 'linear'],
    ['^(a+)+$', 'linear'],
    ['[a-z]+x', 'linear'],
    [String.raw`^\p{Lu}\p{Ll}*$`, 'regexp'],
    [String.raw`^(?<year>\d+)\/\u{1F600}$`, 'regexp'],
    ['^(?=a)', null],
    ['(?<!a)b', null],
    [String.raw`(a)\1`, null],
    [String.raw`(?<a>a)\k<a>`, null],
    ['(?i:a)', null],
    [String.raw`.*\B`, null],
    ['a{2000}', null],
    ['((a{30}){30}){30}', null],
  ])('%s is for %s', (pattern, by) => {
    expect(readPattern(pattern)?.by ?? null).toBe(by);
  });
});
