import { styleText } from 'node:util';
import { CALLS_PLACE } from '../../contract/suites/comparator.ts';
import type { JsonValue } from '../../contract/json-value.ts';
import { disarmCommands, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';
import { markText, type MarkedLine } from '../text/mark-text.ts';

interface Difference {
  readonly pointer: string;
  readonly what: 'missing' | 'extra' | 'type' | 'value';
  readonly left: JsonValue;
  readonly right: JsonValue;
}

interface Row {
  readonly promptId: string;
  readonly what: 'matched' | 'unmatched' | 'added' | 'stale';
  readonly answer: { readonly text: string; readonly toolCalls: readonly object[] };
  readonly given: readonly string[];
  readonly difference: {
    readonly json: readonly Difference[] | null;
    readonly text: { readonly golden: string; readonly answer: string } | null;
    readonly toolCalls: readonly Difference[];
    readonly ending: readonly Difference[];
  } | null;
}

export interface DiffToRender {
  readonly run: string;
  readonly baseline: string;
  readonly rows: readonly Row[];
  readonly unanswered: readonly { readonly id: string; readonly why: string }[];
  readonly unrecorded: number;
  readonly obsolete: readonly { readonly problem: { readonly message: string } }[];
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Lines around a change that are shown with it. */
const CONTEXT = 2;
const MOST_DIFFERENCES = 20;
const LONGEST_VALUE = 120;

const MEANS: Readonly<Record<Row['what'], string>> = {
  matched: 'is the golden',
  unmatched: 'differs from the golden',
  added: 'has no approved golden',
  stale: 'its golden was approved for another request',
};

/** For a terminal: what differs, a block each, and what it comes to. */
export function renderGoldenDiff(diff: DiffToRender, colour: boolean): string {
  const paint: Paint = colour
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
  const shown = diff.rows.filter(({ what }) => what !== 'matched');
  const lines = [
    ...shown.flatMap((row) => [...renderRow(row, paint), '']),
    ...diff.obsolete.map(({ problem }) => escapeTerminalLine(`obsolete  ${problem.message}`)),
    ...diff.unanswered.map(({ id, why }) => escapeTerminalLine(`no answer  ${id}: ${why}`)),
    ...(diff.unrecorded === 0
      ? []
      : [`no record of ${count(diff.unrecorded)} ${plural(diff.unrecorded, 'prompt')}`]),
    escapeTerminalLine(totals(diff)),
    '',
  ];
  return disarmCommands(lines.join('\n'));
}

function totals({ rows, obsolete, unanswered, run, baseline }: DiffToRender): string {
  const words = ['matched', 'unmatched', 'added', 'stale'] as const;
  const parts = words.map((word) => `${count(rows.filter(({ what }) => what === word).length)} ${word}`);
  const rest = [`${count(obsolete.length)} obsolete`, `${count(unanswered.length)} without an answer`];
  return `${[...parts, ...rest].join(', ')}: run ${run} against the goldens of ${baseline}`;
}

function renderRow({ promptId, what, given, difference, answer }: Row, paint: Paint): readonly string[] {
  const head = paint('bold', escapeTerminalLine(`${what}  ${promptId}`));
  const from = escapeTerminalLine(`  ${MEANS[what]}; given by ${given.join(', ')}`);
  if (difference === null) {
    if (what !== 'added') return [head, from];
    const calls = answer.toolCalls.map((call) => escapeTerminalLine(`  + ${JSON.stringify(call)}`));
    const text = answer.text === '' ? [] : renderText(markText('', answer.text), paint);
    return [head, from, ...text, ...calls.map((line) => paint('green', line))];
  }
  const { json, text, toolCalls, ending } = difference;
  return [
    head,
    from,
    ...renderValues('', json ?? [], paint),
    ...(text === null ? [] : renderText(markText(text.golden, text.answer), paint)),
    ...renderValues(CALLS_PLACE, toolCalls, paint),
    ...renderValues('', ending, paint),
  ];
}

function renderValues(below: string, differences: readonly Difference[], paint: Paint): readonly string[] {
  const hidden = differences.length - MOST_DIFFERENCES;
  return [
    ...differences
      .slice(0, MOST_DIFFERENCES)
      .flatMap(({ pointer, what, left, right }) => [
        escapeTerminalLine(`  ${below}${pointer === '' ? (below === '' ? '""' : '') : pointer}  ${what}`),
        ...(what === 'extra' ? [] : [paint('red', escapeTerminalLine(`  - ${value(left)}`))]),
        ...(what === 'missing' ? [] : [paint('green', escapeTerminalLine(`  + ${value(right)}`))]),
      ]),
    ...(hidden > 0 ? [`  and ${count(hidden)} more: --json has them all`] : []),
  ];
}

function value(json: JsonValue): string {
  const text = JSON.stringify(json);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

/** Changed lines with what stands around them. Words that differ are reversed, or in brackets where there is no colour. */
function renderText(lines: readonly MarkedLine[], paint: Paint): readonly string[] {
  const isNear = lines.map((_line, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  );
  return lines.flatMap((line, at) => {
    if (isNear[at] === true) return [renderLine(line, paint)];
    return at > 0 && isNear[at - 1] === false ? [] : ['  …'];
  });
}

function renderLine({ mark, pieces }: MarkedLine, paint: Paint): string {
  // A line that changed as a whole needs no marks in it.
  const isWhole = pieces.every(({ changed }) => changed);
  const style = mark === '-' ? 'red' : 'green';
  const plain = paint('inverse', '.') === '.';
  const [open, close] = mark === '-' ? ['[-', '-]'] : ['{+', '+}'];
  const shown = pieces.map(({ text, changed }) => {
    const safe = escapeTerminalLine(text);
    if (mark === ' ') return safe;
    if (!changed || isWhole) return paint(style, safe);
    return plain ? `${open}${safe}${close}` : paint([style, 'inverse'], safe);
  });
  return mark === ' ' ? `    ${shown.join('')}` : `  ${paint(style, mark)} ${shown.join('')}`;
}
