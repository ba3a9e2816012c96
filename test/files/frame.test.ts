import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frame } from '../../src/files/frame.ts';
import { placeProblems } from '../../src/files/place-problems.ts';
import { problemAt } from '../../src/files/problem-at.ts';
import type { Source, Span } from '../../src/files/source.ts';

const spanOf = (line: number, from: number, to: number): Span => ({
  start: { line, column: from },
  end: { line, column: to },
});

/** What stands above the marks of a frame. */
function marked(shown: string): string {
  const lines = shown.split('\n');
  const at = lines.findIndex((line) => /^\s*\|\s+\^/.test(line));
  const marks = lines[at] ?? '';
  return (lines[at - 1] ?? '').slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1);
}

describe('a frame', () => {
  it('marks the place, two lines below the top and three above the bottom', async () => {
    const text = ['a', 'b', 'c', 'one two three', 'e', 'f', 'g', 'h'].join('\n');
    expect(await frame(text.split('\n'), spanOf(4, 5, 8))).toBe(
      ['  2 | b', '  3 | c', '> 4 | one two three', '    |     ^^^', '  5 | e', '  6 | f', '  7 | g'].join(
        '\n',
      ),
    );
  });

  it('cuts long lines around the place and marks what it cut', async () => {
    const long = `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`;
    const shown = await frame([long, long, 'end'], spanOf(2, 5001, 5005));
    expect(marked(shown)).toBe('HERE');
    expect(shown.split('\n').every((line) => line.length < 140)).toBe(true);
    expect(shown).toMatch(/^ {2}1 \| x+…$/m);
    expect(shown).toMatch(/^> 2 \| …x+HEREy+…$/m);
  });

  it('counts no line break that an editor does not', async () => {
    expect(marked(await frame(['{"a": "\u2028", "b": 1}\r', 'next\r', ''], spanOf(1, 12, 15)))).toBe('"b"');
  });

  it('never shows a part of a secret, wherever the line is cut', async () => {
    const secret = 'nvapi-Zm9vYmFyYmF6cXV4MTIzNDU2';
    await fc.assert(
      fc.asyncProperty(fc.nat(300), fc.nat(300), fc.nat(500), async (before, after, column) => {
        const line = `${'a '.repeat(before)}${secret}${' b'.repeat(after)}`;
        const shown = await frame([line], spanOf(1, Math.min(column, line.length) + 1, line.length + 1));
        expect(shown).not.toMatch(/nvapi|YmFyYmF6|NDU2/);
      }),
    );
  });
});

it('what is hidden is shown in no problem of its file', async () => {
  const source: Source = {
    file: 'f',
    noun: 'the file',
    lines: ['key: hunter2', 'other: 1'],
    value: null,
    locate:
      () =>
      ([key]) =>
        key === 'key' ? spanOf(1, 6, 13) : spanOf(2, 1, 6),
  };
  const problems = await placeProblems(
    source,
    [problemAt(['other'], 'not hunter2'), problemAt(['key'], 'no', { mend: 'not hunter2 either' })],
    [{ path: ['key'], value: 'hunter2' }],
  );
  expect(problems.map(({ line }) => line)).toEqual([1, 2]);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});
