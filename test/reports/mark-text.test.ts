import { expect, it } from 'vitest';
import { markText } from '../../src/reports/text/mark-text.ts';
import { renderGoldenDiff } from '../../src/reports/verbs/render-golden-diff.ts';

/** One line each, what changed in brackets. */
const marked = (left: string, right: string) =>
  markText(left, right).map(
    ({ mark, pieces }) => mark + pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join(''),
  );

it.each([
  ['equal texts', 'a\nb', 'a\nb', [' a', ' b']],
  ['a word', 'the old door', 'the new door', ['-the [old] door', '+the [new] door']],
  ['a line among others', 'a\nb c\nd', 'a\nb x\nd', [' a', '-b [c]', '+b [x]', ' d']],
  ['a line that is new', 'a\n', 'a\nb\n', [' a', '+[b]']],
  ['a line that is gone', 'a\nb\n', 'b\n', ['-[a]', ' b']],
  ['the end of the last line alone', 'a', 'a\n', ['-a', '+a[\n]']],
  ['nothing for something', 'a b', '', ['-[a b]']],
])('%s', (_what, left, right, lines) => {
  expect(marked(left, right)).toEqual(lines);
});

function scramble(seed: number): string {
  return Array.from({ length: 20_000 }, (_, at) => String((at * seed) % 7919)).join(' ');
}

it('texts that have nothing in common cost no time worth naming', () => {
  const started = performance.now();
  expect(markText(scramble(31), scramble(1009)).length).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(5000);
});

it('what a model wrote commands no terminal and no CI', () => {
  const hostile = '\u001b[2J\u202e::error::pwned';
  const given = ['t/p/send/1'];
  const answer = { text: hostile, toolCalls: [{ name: hostile, arguments: hostile }] };
  const of = (left: string, right: string) =>
    [{ pointer: `/${hostile}`, what: 'value', left, right }] as const;
  const difference = {
    json: of(hostile, 'x'),
    text: { golden: hostile, answer: `${hostile}\n${hostile}` },
    toolCalls: of('x', hostile),
    ending: [],
  };
  const rows = [
    { promptId: 'p', what: 'added' as const, answer, given, difference: null },
    { promptId: 'p', what: 'unmatched' as const, answer, given, difference },
  ];
  const rest = { run: 'r', baseline: 'reference', unrecorded: 0 };
  const unanswered = [{ id: 't/p/send/1', why: hostile }];
  const obsolete = [{ problem: { message: hostile } }];
  for (const colour of [true, false]) {
    const text = renderGoldenDiff({ ...rest, rows, unanswered, obsolete }, colour);
    // eslint-disable-next-line no-control-regex
    expect(text.replaceAll(/\u001b\[\d+m/g, '')).not.toMatch(/[\u001b\u202e]|^\s*::/m);
  }
});

it('words that differ are reversed where there is colour', () => {
  const difference = {
    json: null,
    text: { golden: 'It is Oslo', answer: 'It is Rome' },
    toolCalls: [],
    ending: [],
  };
  const answer = { text: 'It is Rome', toolCalls: [] };
  const rows = [{ promptId: 'p', what: 'unmatched' as const, answer, given: ['t/p/send/1'], difference }];
  const diff = { run: 'r', baseline: 'reference', rows, unanswered: [], unrecorded: 0, obsolete: [] };
  expect(renderGoldenDiff(diff, true)).toContain('\u001b[31m\u001b[7mOslo\u001b[27m\u001b[39m');
  expect(renderGoldenDiff(diff, false)).toContain('  - It is [-Oslo-]\n  + It is {+Rome+}');
});
