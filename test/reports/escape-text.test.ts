import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import {
  disarmCommands,
  escapeJson,
  escapeTerminal,
  escapeTerminalLine,
} from '../../src/reports/text/escape-terminal.ts';
import { codeSpan, escapeMarkdown, escapeXml } from '../../src/reports/text/escape-text.ts';
import { quoteShell } from '../../src/reports/exchange/quote-shell.ts';
import { hostileText } from './hostile-text.ts';

// eslint-disable-next-line no-control-regex
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

it('a terminal gets nothing that it would obey', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(escapeTerminal(text)).not.toMatch(OBEYED);
      expect(escapeTerminal(text).isWellFormed()).toBe(true);
      expect(escapeTerminalLine(text)).not.toMatch(/[\n\t]/);
    }),
  );
});

it('what is harmless stays as it is', () => {
  const text = 'Größe\t“7”\nשלום می\u200cخواهم 你好 👩\u200d🔧 \u00a0 e\u0301';
  expect(escapeTerminal(text)).toBe(text);
});

it('what was there can be seen', () => {
  expect(escapeTerminalLine('\u001b[31m\u0007\u009b\u202e\ud800\r\n\t\u{e0041}')).toBe(
    String.raw`\e[31m\x07\x9b\u202e\ud800\r\n\t\u{e0041}`,
  );
});

it('XML gets only characters that it allows, and no markup', () => {
  // https://www.w3.org/TR/xml/#NT-Char
  const allowed = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
  fc.assert(
    fc.property(hostileText, (text) => {
      const escaped = escapeXml(text);
      expect(escaped).toMatch(allowed);
      expect(escaped).not.toMatch(/[<>"'\n\t]|&(?!(?:amp|lt|gt|quot|#\d+);)/);
    }),
  );
});

it('Markdown gets no marks, cells, tags or links', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const escaped = escapeMarkdown(text);
      expect(escaped).not.toMatch(/[\\`*_[\]<>|~@$!\n]|&(?!#\d+;)|#(?!\d+;)|https?:\/\/|^ /);
    }),
  );
});

it('a code span holds its text and nothing of it gets out', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const span = codeSpan(text);
      const line = escapeTerminalLine(text);
      if (line === '') return;
      const fence = /^`+/.exec(span)?.[0] ?? '';
      const inner = span.slice(fence.length, -fence.length);
      expect(fence).not.toBe('');
      expect(span.endsWith(fence)).toBe(true);
      expect(inner.split(/[^`]+/).filter((run) => run.length === fence.length)).toEqual([]);
      const padded = /^ .* $/.test(inner) && inner.trim() !== '';
      expect(padded ? inner.slice(1, -1) : inner).toBe(line);
    }),
  );
});

const UNSEEN = [
  ['a soft hyphen', '\u00ad'],
  ['a zero-width space', '\u200b'],
  ['a joiner between Latin letters', '\u200d'],
  ['a non-joiner between Latin letters', '\u200c'],
  ['a word joiner', '\u2060'],
  ['a grapheme joiner', '\u034f'],
  ['a Hangul filler', '\u3164'],
  ['a half-width filler', '\uffa0'],
  ['a Mongolian separator', '\u180e'],
  ['an empty braille cell', '\u2800'],
  ['a variation selector', '\ufe0f'],
  ['a selector that smuggles a byte', '\u{e0141}'],
  ['a tag', '\u{e0061}'],
  ['a bidi override', '\u202e'],
  ['a bidi isolate', '\u2067'],
  ['a control sequence introducer', '\u009b'],
  ['a byte order mark', '\ufeff'],
] as const;

it.each(UNSEEN)('%s is seen in a terminal, and stays what it is in JSON', (_name, character) => {
  const text = `a${character}b`;
  expect(escapeTerminal(text)).not.toContain(character);
  expect(escapeTerminal(text)).toMatch(/^a\\[xu]/);
  const json = escapeJson(JSON.stringify({ [text]: text }));
  expect(json).not.toContain(character);
  expect(json).toContain('\\u');
  expect(JSON.parse(json)).toEqual({ [text]: text });
});

it('JSON has the same value when everything in it can be seen', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: anyCodePoint }), fc.constantFrom(0, 2), (value, indent) => {
      const json = JSON.stringify(value, null, indent);
      expect(JSON.parse(escapeJson(json))).toEqual(JSON.parse(json));
      expect(escapeJson(json)).not.toMatch(
        /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/,
      );
    }),
  );
});

it('a shell gets the same words, and sees all of them', () => {
  const texts = fc.array(
    hostileText.filter((text) => !text.includes('\0')),
    { minLength: 8, maxLength: 16 },
  );
  fc.assert(
    fc.property(texts, (given) => {
      const words = given.map(quoteShell);
      for (const word of words) {
        expect(word).not.toMatch(OBEYED);
        expect(word).not.toMatch(/^\s*::/m);
      }
      const { stdout } = spawnSync('sh', ['-s'], { input: `printf '%s\\0' ${words.join(' ')}` });
      expect(stdout).toEqual(Buffer.from(given.map((text) => `${text}\0`).join('')));
    }),
    // One shell a run: to start it takes longer than what it says.
    { numRuns: 10, examples: [[['::error::', 'first\n::error::']]] },
  );
});

it.each([
  '::set-output name=a::b',
  '  ::add-mask::x',
  'first\n::error::x',
  '\t::warning file=a::b',
  'a ##[add-path]x',
  '##vso[task.setvariable variable=a]b',
])('no line of %j is a command to a CI', (text) => {
  expect(disarmCommands(text)).not.toMatch(/^\s*::|##(?:vso)?\[/m);
  expect(disarmCommands('a::b ## [x]')).toBe('a::b ## [x]');
});
