import type { Report, Reporter } from '../contract/report.ts';
import type { FindingGroup, TargetSummary } from '../contract/summary.ts';
import { codeSpan, escapeMarkdown } from './escape-text.ts';
import { count, plural } from './format.ts';
import { reachOf, sidesOf, titleOf } from './describe-group.ts';
import { outline, type Outline } from './outline.ts';
import { showCommand } from './show-command.ts';
import {
  COUNT_COLUMNS,
  FLOW_COLUMNS,
  IDENTITY_COLUMN,
  QUALITY_COLUMNS,
  SCORE_COLUMNS,
  TOOL_COLUMNS,
} from './target-table.ts';

/** GitHub-flavoured Markdown. What a model or a provider wrote stands in code spans. */
function renderMarkdown(report: Report): string {
  const { summary } = report;
  const outlined = outline(report);
  const { groups } = summary;
  const link = report.identity.origin?.link ?? null;
  const paragraphs = [
    `## ${outlined.verdict}${marks(outlined)}: ${escapeMarkdown(outlined.headline)}`,
    escapeMarkdown(outlined.meaning),
    ...(outlined.restsOn === null ? [] : [escapeMarkdown(outlined.restsOn)]),
    ...(outlined.strength === null ? [] : [escapeMarkdown(outlined.strength)]),
    ...[outlined.part, outlined.synthetic].flatMap((limit) =>
      limit === null ? [] : [`> **${escapeMarkdown(limit)}**`],
    ),
    outlined.facts.map(escapeMarkdown).join(' · '),
    ...(link === null ? [] : [`Its job: <${new URL(link).href}>`]),
    ...(summary.targets.length === 0 ? [] : [table(summary.targets), ...outlined.legend.map(escapeMarkdown)]),
    ...section(
      `Failures (${count(groups.length)} ${plural(groups.length, 'kind')})`,
      groups.map((group) => describeGroup(report, group)),
    ),
    ...section('Errors by kind', outlined.errors.map(codeSpan)),
    ...section('What to check', outlined.mends.map(codeSpan)),
    ...section('Asked again', outlined.repeats.map(codeSpan)),
    ...section('Truncation by class', outlined.truncation.map(escapeMarkdown)),
    ...section('What answers do to JSON', outlined.jsonHabits.map(escapeMarkdown)),
    ...section('Losses declared by adapters', outlined.losses.map(escapeMarkdown)),
    ...section('Skipped', outlined.skips.map(escapeMarkdown)),
    ...section(
      'Unproven (no approved golden)',
      outlined.unproven === null
        ? []
        : [escapeMarkdown(outlined.unproven), ...report.approving.map(codeSpan)],
    ),
    ...section('Stale goldens', outlined.stale.map(escapeMarkdown)),
    ...section('Notes (no failures)', outlined.notes.map(codeSpan)),
    ...section(
      'Files',
      Object.entries(report.paths).map(([name, path]) => `${escapeMarkdown(name)}: ${codeSpan(path)}`),
    ),
    ...(summary.evidenceRoot === null ? [] : [`Evidence root: ${codeSpan(summary.evidenceRoot)}`]),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function marks({ part, synthetic }: Outline): string {
  return `${part === null ? '' : ' (A PART)'}${synthetic === null ? '' : ' (SYNTHETIC)'}`;
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${title}`, items.map((item) => `- ${item}`).join('\n')];
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
    `${codeSpan(titleOf(group))} ${reachOf(group)} on ${group.targets.map(escapeMarkdown).join(', ')}`,
    codeSpan(group.message),
    ...(sides === null ? [] : [codeSpan(sides)]),
    codeSpan(showCommand(report, group.example)),
  ]
    .filter((line) => line !== '')
    .join('  \n  ');
}

export const markdownReporter: Reporter = { name: 'markdown', extension: 'md', render: renderMarkdown };
