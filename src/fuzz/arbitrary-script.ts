import fc from 'fast-check';
import type { Script } from './script.ts';

/** Characters that readers break on: of several bytes, of several code units, with a meaning of their own on a wire. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'one ', 'of', ' two', '.') },
  fc.constantFrom(
    'é',
    '東京',
    '😀',
    '\n',
    '\n\n',
    'data: ',
    '"',
    '\\',
    '\u2028',
    '{"error":',
    '[DONE]',
    '503',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
);

const count = fc.integer({ min: 0, max: 5000 });

/** A word that no table holds, and that none could take for one of its own. */
const foreignWord = fc.constantFrom('zany', 'recitation', 'STOPPED', 'max-tokens!').map((word) => ({ word }));

export const arbitraryScript: fc.Arbitrary<Script> = fc.record({
  pieces: fc.array(piece, { minLength: 1, maxLength: 5 }),
  finish: fc.oneof(fc.constantFrom<'stop' | 'length'>('stop', 'length'), foreignWord),
  tool: fc.constant(null),
  inputTokens: count,
  outputTokens: count,
});

const toolScript: fc.Arbitrary<Script> = fc.record({
  pieces: fc.array(piece, { maxLength: 2 }),
  finish: fc.constant<'tool_calls'>('tool_calls'),
  tool: fc.record({ name: fc.constantFrom('look', 'get_weather'), value: piece }),
  inputTokens: count,
  outputTokens: count,
});

export const arbitraryAnyScript: fc.Arbitrary<Script> = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: arbitraryScript },
  toolScript,
);
