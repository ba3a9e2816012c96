import * as fc from 'fast-check';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';

const PIECES = [
  '\u001b[31m',
  '\u001b]0;title\u0007',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\ud800',
  '\udc00',
  '\ufffe',
  '\u0000',
  '\u2028',
  '\r\n',
  '\n',
  '\t',
  '<script>',
  '</failure>',
  ']]>',
  '<!--',
  '::error::',
  '::error file=a::b',
  '::set-output name=a::b',
  '##[error]',
  '##vso[task.complete]',
  '%0A',
  '%25',
  '%0A::error::',
  ',',
  ':',
  '&amp;',
  '"',
  "'",
  '`',
  '```',
  '|',
  '\\|',
  '@octocat',
  '#1',
  'https://evil.example',
  '[a](b)',
  '![a](b)',
  '🙂',
  'ß',
  ' ',
] as const;

/** What a model or a provider may write to break the place where it is shown. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: anyCodePoint, maxLength: 4 })), {
    maxLength: 12,
  })
  .map((pieces) => pieces.join(''));
