import type { Report, Reporter } from '../../contract/runs/report.ts';
import type { FindingGroup, TargetSummary } from '../../contract/runs/summary.ts';
import { clipText } from '../text/clip-text.ts';
import { codeSpan, escapeMarkdown } from '../text/escape-text.ts';
import { count, plural } from '../text/format.ts';
import { reachOf, sidesOf, titleOf } from '../words/describe-group.ts';
import { outline } from './outline.ts';
import { showCommand } from '../exchange/show-command.ts';
import {
  COUNT_COLUMNS,
  FLOW_COLUMNS,
  IDENTITY_COLUMN,
  QUALITY_COLUMNS,
  SCORE_COLUMNS,
  TOOL_COLUMNS,
} from './target-table.ts';

/** A step's summary may have 1 MiB; one step may have more to say than this. */
const MOST_BYTES = 900 * 1024;
/** Left for saying what was cut. */
const SPARE_BYTES = 1024;

/** A paragraph, or a list under its title. */
type Block = string | { readonly title: string; readonly items: readonly string[] };

/** GitHub-flavoured Markdown. What a model or a provider wrote stands in code spans. */
function renderMarkdown(report: Report): string {
  const { summary } = report;
  const outlined = outline(report);
  const { groups } = summary;
  const link = report.identity.origin?.link ?? null;
  const legends = [...outlined.legend, ...outlined.latencyLegend];
  const blocks: readonly Block[] = [
    `## ${outlined.verdict}${outlined.marks.map((mark) => ` (${mark})`).join('')}: ${escapeMarkdown(outlined.headline)}`,
    escapeMarkdown(outlined.meaning),
    ...(outlined.restsOn === null ? [] : [escapeMarkdown(outlined.restsOn)]),
    ...(outlined.strength === null ? [] : [escapeMarkdown(outlined.strength)]),
    ...[outlined.part, outlined.synthetic, outlined.planted].flatMap((limit) =>
      limit === null ? [] : [`> **${escapeMarkdown(limit)}**`],
    ),
    outlined.facts.map(escapeMarkdown).join(' · '),
    ...(link === null ? [] : [`Its job: <${new URL(link).href}>`]),
    ...(summary.targets.length === 0 ? [] : [table(summary.targets), ...legends.map(escapeMarkdown)]),
    {
      title: `Failures (${count(groups.length)} ${plural(groups.length, 'kind')})`,
      items: groups.map((group) => describeGroup(report, group)),
    },
    { title: 'Errors by kind', items: outlined.errors.map(foreign) },
    { title: 'What to check', items: outlined.mends.map(foreign) },
    { title: 'Live requests', items: outlined.shadow.map(foreign) },
    { title: 'Cost', items: outlined.costs.map(foreign) },
    { title: 'Endpoints that changed since the last run', items: outlined.changes.map(foreign) },
    { title: 'Asked again', items: outlined.repeats.map(foreign) },
    { title: 'Truncation by class', items: outlined.truncation.map(escapeMarkdown) },
    { title: 'What answers do to JSON', items: outlined.jsonHabits.map(escapeMarkdown) },
    { title: 'What becomes of what is asked', items: outlined.carriage.map(escapeMarkdown) },
    { title: 'Skipped', items: outlined.skips.map((text) => escapeMarkdown(clipText(text, LONGEST))) },
    {
      title: 'Unproven (no approved golden)',
      items:
        outlined.unproven === null
          ? []
          : [escapeMarkdown(outlined.unproven), ...report.approving.map(codeSpan)],
    },
    { title: 'Stale goldens', items: outlined.stale.map(escapeMarkdown) },
    { title: 'Notes (no failures)', items: outlined.notes.map(foreign) },
  ];
  const files = section(
    'Files',
    Object.entries(report.paths).map(([name, path]) => `${escapeMarkdown(name)}: ${codeSpan(path)}`),
  );
  const root = summary.evidenceRoot === null ? [] : [`Evidence root: ${codeSpan(summary.evidenceRoot)}`];
  const closing = [...files, ...root];
  const paragraphs = fit(blocks, MOST_BYTES - SPARE_BYTES - bytesOf(closing));
  return `${[...paragraphs, ...closing].join('\n\n')}\n`;
}

function bytesOf(paragraphs: readonly string[]): number {
  return paragraphs.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);
}

/** The blocks as far as they have room, whole item by whole item; and what was left out, where the first of it would stand. */
function fit(blocks: readonly Block[], most: number): readonly string[] {
  const paragraphs: string[] = [];
  const left: string[] = [];
  let room = most;
  for (const block of blocks) {
    const { title, items } = typeof block === 'string' ? { title: null, items: [block] } : block;
    let shown = 0;
    room -= title === null ? 0 : Buffer.byteLength(title) + 8;
    for (const item of items) {
      const bytes = Buffer.byteLength(item) + 3;
      if (bytes > room) break;
      room -= bytes;
      shown += 1;
    }
    const kept = items.slice(0, shown);
    paragraphs.push(...(title === null ? kept : section(title, kept)));
    if (shown < items.length) left.push(`${count(items.length - shown)} of ${title ?? 'a paragraph'}`);
  }
  return left.length === 0
    ? paragraphs
    : [
        ...paragraphs,
        `**Cut at 900 KiB.** Left out: ${left.join('; ')}. The JSON report of the run has all.`,
      ];
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${title}`, items.map((item) => `- ${item}`).join('\n')];
}

/** Of what somebody else wrote. */
const LONGEST = 2000;

function foreign(text: string): string {
  return codeSpan(clipText(text, LONGEST));
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(targets: readonly TargetSummary[]): string {
  const columns = [
    IDENTITY_COLUMN,
    ...COUNT_COLUMNS,
    ...SCORE_COLUMNS,
    ...QUALITY_COLUMNS,
    ...FLOW_COLUMNS,
    ...TOOL_COLUMNS,
  ];
  return [
    row(columns.map((column) => escapeMarkdown(column.head))),
    row(columns.map((column) => (column.align === 'right' ? '---:' : '---'))),
    ...targets.map((target) =>
      row(
        columns.map((column) => {
          const cell = escapeMarkdown(column.cell(target));
          return column.ill(target) ? `**${cell}**` : cell;
        }),
      ),
    ),
  ].join('\n');
}

function describeGroup(report: Report, group: FindingGroup): string {
  const sides = sidesOf(group);
  return [
    `${foreign(titleOf(group))} ${reachOf(group)} on ${group.targets.map(escapeMarkdown).join(', ')}`,
    foreign(group.message),
    ...(sides === null ? [] : [codeSpan(sides)]),
    codeSpan(showCommand(report, group.example)),
  ]
    .filter((line) => line !== '')
    .join('  \n  ');
}

export const markdownReporter: Reporter = { name: 'markdown', extension: 'md', render: renderMarkdown };
