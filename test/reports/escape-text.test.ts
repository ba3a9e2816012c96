import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeTerminal, escapeTerminalLine } from '../../src/reports/escape-terminal.ts';
import { codeSpan, escapeMarkdown, escapeXml } from '../../src/reports/escape-text.ts';
import { hostileText } from './hostile-text.ts';

// eslint-disable-next-line no-control-regex
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

test('a terminal gets nothing that it would obey', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(escapeTerminal(text)).not.toMatch(OBEYED);
      expect(escapeTerminal(text).isWellFormed()).toBe(true);
      expect(escapeTerminalLine(text)).not.toMatch(/[\n\t]/);
    }),
  );
});

test('what is harmless stays as it is', () => {
  const text = 'Größe\t“7”\nשלום می\u200cخواهم 你好 👩\u200d🔧 \u00a0 e\u0301';
  expect(escapeTerminal(text)).toBe(text);
});

test('what was there can be seen', () => {
  expect(escapeTerminalLine('\u001b[31m\u0007\u009b\u202e\ud800\r\n\t\u{e0041}')).toBe(
    String.raw`\e[31m\x07\x9b\u202e\ud800\r\n\t\u{e0041}`,
  );
});

test('XML gets only characters that it allows, and no markup', () => {
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

test('Markdown gets no marks, cells, tags or links', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const escaped = escapeMarkdown(text);
      expect(escaped).not.toMatch(/[\\`*_[\]<>|~@$!\n]|&(?!#\d+;)|#(?!\d+;)|https?:\/\/|^ /);
    }),
  );
});

test('a code span holds its text and nothing of it gets out', () => {
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
