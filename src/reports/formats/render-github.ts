import type { PromptPlace, Report, Reporter } from '../../contract/runs/report.ts';
import type { FindingGroup, RunVerdict } from '../../contract/runs/summary.ts';
import { clipText } from '../text/clip-text.ts';
import { reachOf, sidesOf, titleOf } from '../words/describe-group.ts';
import { disarmCommands, escapeTerminal, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';
import { outline } from './outline.ts';
import { showCommand } from '../exchange/show-command.ts';

export interface GithubOptions {
  /** From the root of the repository to the working folder; '' where it is that. */
  readonly inRepository: string;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly lines: readonly string[];
  readonly place: Pick<PromptPlace, 'file' | 'line' | 'column'> | null;
}

/** GitHub shows so many of a step and drops the others without a word. */
const MOST_ANNOTATIONS = 10;

const LEVELS: Readonly<Record<RunVerdict, Annotation['level']>> = {
  pass: 'notice',
  fail: 'error',
  inconclusive: 'warning',
};

/** Annotations as workflow commands: the verdict, then each kind of failure once, where the prompt of its example stands. */
export function createGithubReporter({ inRepository }: GithubOptions): Reporter {
  return {
    name: 'github',
    extension: 'github.txt',
    render: (report) => renderAnnotations(annotationsOf(report), inRepository),
  };
}

function annotationsOf(report: Report): readonly Annotation[] {
  const { summary, places } = report;
  const { verdict, headline, meaning, unproven, part, synthetic, planted, marks } = outline(report);
  const groups = summary.groups.map((group) => annotationOf(report, group));
  const first: Annotation = {
    level: LEVELS[summary.verdict],
    title: ['llama-contract', verdict, ...marks].join(' '),
    lines: [headline, meaning, ...[part, synthetic, planted].filter((limit) => limit !== null)],
    place: null,
  };
  const open: readonly Annotation[] =
    unproven === null
      ? []
      : [
          {
            level: 'warning',
            title: `${count(report.goldensToWrite.length)} ${plural(report.goldensToWrite.length, 'prompt')} without an approved golden`,
            lines: [unproven, ...report.approving],
            place: places.find(({ promptId }) => promptId === report.goldensToWrite[0]?.promptId) ?? null,
          },
        ];
  return [first, ...open, ...groups];
}

function annotationOf(report: Report, group: FindingGroup): Annotation {
  const sides = sidesOf(group);
  const prompt = report.summary.prompts.find(({ target, promptId }) =>
    group.example.startsWith(`${target}/${promptId}/`),
  );
  return {
    level: 'error',
    title: `${titleOf(group)} ${reachOf(group)}`,
    lines: [
      `on ${group.targets.join(', ')}`,
      group.message,
      ...(sides === null ? [] : [sides]),
      showCommand(report, group.example),
    ],
    place: report.places.find(({ promptId }) => promptId === prompt?.promptId) ?? null,
  };
}

const LONGEST_TITLE = 200;
const LONGEST_LINE = 2000;

/** One command a line, so many as are shown: the last says of how many it stands for. */
export function renderAnnotations(annotations: readonly Annotation[], inRepository: string): string {
  const isAll = annotations.length <= MOST_ANNOTATIONS;
  const rest = isAll ? [] : annotations.slice(MOST_ANNOTATIONS - 1);
  const last: Annotation = {
    level: rest.some(({ level }) => level === 'error') ? 'error' : 'warning',
    title: `${count(rest.length)} more, which GitHub would not show`,
    lines: rest.map(({ title }) => title),
    place: null,
  };
  const shown = isAll ? annotations : [...annotations.slice(0, MOST_ANNOTATIONS - 1), last];
  return shown.map((annotation) => `${commandOf(annotation, inRepository)}\n`).join('');
}

/** https://docs.github.com/actions/reference/workflow-commands#setting-an-error-message */
function commandOf({ level, title, lines, place }: Annotation, inRepository: string): string {
  const named =
    place === null ? {} : { file: pathOf(place.file, inRepository), line: place.line, col: place.column };
  const properties = { ...named, title: clipText(title, LONGEST_TITLE) };
  const spelled = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const message = lines.map((line) => escapeTerminal(clipText(line, LONGEST_LINE))).join('\n');
  return `::${level} ${spelled.join(',')}::${escapeData(disarmCommands(message))}`;
}

function pathOf(file: string, inRepository: string): string {
  return inRepository === '' ? file : `${inRepository}/${file}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(disarmCommands(escapeTerminalLine(text)))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
}
