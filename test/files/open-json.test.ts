import { expect, it } from 'vitest';
import { openJson, openJsonLines } from '../../src/files/open-json.ts';
import { placeProblems } from '../../src/files/place-problems.ts';
import { problemAt } from '../../src/files/problem-at.ts';

it('every line of JSON Lines is opened; those that are broken are told with line and column', async () => {
  const text = '{"a": 1}\n\n{"a": tru}\r\n  {"b": [1, 2]}\n{"a"\n';
  const { sources, problems } = await openJsonLines('g.jsonl', 'the golden', text);
  expect(sources.map(({ value }) => value)).toEqual([{ a: 1 }, { b: [1, 2] }]);
  expect(problems.map(({ line, column, message }) => [line, column, message])).toEqual([
    [3, 7, 'broken JSON: a value is expected'],
    [5, 5, 'broken JSON: the text ends where a colon is expected'],
  ]);
});

it('a part of a line is found by its path, in the line of the file', async () => {
  const { sources } = await openJsonLines('g.jsonl', 'the golden', '{"x": 0}\n  {"a/b": [1, {"c": "é"}]}\n');
  const [problem] =
    sources[1] === undefined ? [] : await placeProblems(sources[1], [problemAt(['a/b', 1, 'c'], 'no')]);
  expect(problem).toMatchObject({ file: 'g.jsonl', line: 2, column: 21, pointer: '/a~1b/1/c' });
  expect(problem?.frame).toBe(
    ['  1 | {"x": 0}', '> 2 |   {"a/b": [1, {"c": "é"}]}', '    |                     ^^^', '  3 |'].join(
      '\n',
    ),
  );
});

it('a missing part is placed at what should hold it', async () => {
  const opened = await openJson('s.json', 'the schema', '{\n  "a": {\n    "b": 1\n  }\n}');
  if (!('source' in opened)) throw new Error('not opened');
  const locate = opened.source.locate();
  expect(locate(['a', 'c', 'd'], 'value')?.start).toEqual({ line: 2, column: 3 });
  expect(locate(['z'], 'key')?.start).toEqual({ line: 1, column: 1 });
  expect(locate(['a', 'b'], 'key')?.start).toEqual({ line: 3, column: 5 });
});

it('nesting without end is a problem, not a crash', async () => {
  const deep = `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const { sources, problems } = await openJsonLines('g.jsonl', 'the golden', `{}\n${deep}\n`);
  expect(sources).toHaveLength(1);
  expect(problems.map(({ line, message }) => [line, message])).toEqual([
    [2, 'broken JSON: it nests too deep'],
  ]);
});

it('a key that an object has twice is refused where it stands again, for parsers differ in what they take of it', async () => {
  const text =
    '{"a": 1}\n{"a": {"b": 1, "c": 2, "\\u0062": 3}}\n{"a": "{\\"b\\":1,\\"b\\":2}", "b": [{"a": 1}]}\n';
  const { sources, problems } = await openJsonLines('g.jsonl', 'the golden', text);
  expect(sources.map(({ line }) => line)).toEqual([1, 3]);
  expect(problems.map(({ line, column, message, mend }) => [line, column, message, mend])).toEqual([
    [
      2,
      24,
      'broken JSON: the key "b" stands twice in one object',
      'keep one of them; the first is in line 2, column 8',
    ],
  ]);
});
