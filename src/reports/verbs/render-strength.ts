import type { Caught, Strength } from '../../contract/suites/strength.ts';
import { escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, percent, plural } from '../text/format.ts';
import { quoteShell } from '../exchange/quote-shell.ts';

interface StrengthView {
  /** What was asked for at least; null where nothing was. */
  readonly min: number | null;
  /** How many places of survivors are listed. */
  readonly limit: number;
  /** As it was named to us. */
  readonly config: string;
}

/** For a terminal: the figures of the set, its suites, the classes and the weakest prompts; then what would pass, by place. */
export function renderStrength(strength: Strength, view: StrengthView): string {
  const lines = [
    headline(strength, view),
    `${count(strength.altered)} altered answers of ${count(strength.prompts.length)} ${plural(strength.prompts.length, 'prompt')}, seed ${strength.seed}; ${count(strength.unchanged)} alterations changed nothing and are left out.`,
    ...strength.unmeasured.map(({ promptId, why }) => `${promptId} is not measured: ${why}.`),
    ...section(
      'By suite',
      table(
        ['suite', 'caught', '', 'values', 'shapes'],
        strength.suites.map((row) => [row.suite, ...figures(row)]),
      ),
    ),
    ...section('By class', table(['class', 'caught', '', 'what goes wrong'], strength.classes.map(classRow))),
    ...weakest(strength),
    ...survivors(strength, view),
    '',
  ];
  return lines.map(escapeTerminalLine).join('\n');
}

function headline({ kinds: { value, shape }, altered }: Strength, { min }: StrengthView): string {
  if (altered === 0) return 'INCONCLUSIVE  no approved answer could be altered, so nothing is known';
  const shares = `${share(value)} of wrong values and ${share(shape)} of broken shapes are caught`;
  if (min === null) return shares;
  const isMet = [value, shape].every((kind) => kind.caught * 100 >= min * kind.altered);
  return `${isMet ? 'PASS' : 'FAIL'}  ${shares}, at least ${min}% of each was asked for`;
}

function share({ altered, caught }: Caught): string {
  return percent(altered === 0 ? null : caught / altered);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function figures(row: Strength['suites'][number]): string[] {
  return [
    `${count(row.caught)} of ${count(row.altered)}`,
    share(row),
    share(row.kinds.value),
    share(row.kinds.shape),
  ];
}

function classRow(row: Strength['classes'][number]): string[] {
  return [row.class, `${count(row.caught)} of ${count(row.altered)}`, share(row), row.means];
}

/** Columns by their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const MOST_PROMPTS = 10;

function missed({ altered, caught }: Caught): number {
  return (altered - caught) / altered;
}

function weakest({ prompts }: Strength): string[] {
  const weak = prompts
    .filter(({ altered, caught }) => caught < altered)
    .toSorted((a, b) => missed(b) - missed(a));
  const rows = weak.slice(0, MOST_PROMPTS).map((row) => [row.promptId, ...figures(row)]);
  const title = `Weakest prompts (${rows.length} of ${weak.length} that let something pass)`;
  return rows.length === 0 ? [] : section(title, table(['prompt', 'caught', '', 'values', 'shapes'], rows));
}

/** By the place in which they differ: one mend for each. */
function survivors({ survivors: all }: Strength, { limit, config }: StrengthView): string[] {
  const places = [
    ...Map.groupBy(all, ({ promptId, at }) => `${promptId} ${at === '' ? '(the whole)' : at}`),
  ].toSorted(([, a], [, b]) => b.length - a.length);
  const hidden = places.length - limit;
  const flag = config === 'llama-contract.config.yaml' ? '' : ` --config ${quoteShell(config)}`;
  return [
    ...section(
      `What would pass (${count(all.length)} altered answers in ${count(places.length)} ${plural(places.length, 'place')})`,
      places
        .slice(0, limit)
        .flatMap(([place, rows]) => [
          `${place} ×${count(rows.length)}, held by ${rows[0]?.heldBy ?? ''}`,
          ...examples(rows),
        ]),
    ),
    ...(hidden > 0
      ? [
          '',
          `  and ${count(hidden)} more ${plural(hidden, 'place')}: --limit lists more, --json all; those of one prompt:`,
          `  npx llama-contract golden strength${flag} --prompt ${all[0]?.promptId ?? ''}`,
        ]
      : []),
  ];
}

const MOST_EXAMPLES = 2;

/** One of each class, of some classes. */
function examples(rows: Strength['survivors']): string[] {
  const classes = [...Map.groupBy(rows, (row) => row.class)];
  return classes.slice(0, MOST_EXAMPLES).map(([name, [first]]) => `    ${name}: ${first?.what ?? ''}`);
}
