import Table from 'cli-table3';
import { CARRIAGES } from '../../contract/wires/carriage.ts';
import type {
  CarriageRow,
  Comparison,
  DifferenceGroup,
  DimensionRow,
  Drift,
} from '../../contract/gates/comparison.ts';
import { spellLost } from '../../contract/traffic/lost-requests.ts';
import { contractLines } from './contract-lines.ts';
import {
  besideNoise,
  evidenceOf,
  noiseLegend,
  readersOf,
  showLine,
  shownOf,
} from '../words/difference-lines.ts';
import { describeOneTurn } from '../words/describe-shadow.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, interval, percent, plural } from '../text/format.ts';

const WORDS = { pass: 'PASS', fail: 'FAIL', inconclusive: 'INCONCLUSIVE' } as const;
const MOST_GROUPS = 20;

/** Two sides for people: the verdict, the dimensions, what differs, what is lost. `inRun` names a run in a command. */
export function renderComparison(comparison: Comparison, inRun: (run: string) => string): string {
  const { migration, baseline, candidate, verdict, reason, synthetic } = comparison;
  const { pairs, dimensions, groups, losses } = comparison;
  const shown = groups.slice(0, MOST_GROUPS);
  const hidden = groups.length - shown.length;
  const differing = dimensions.filter((row) => row.differing > 0 || (row.noise ?? 0) > 0);
  const lines = [
    `${WORDS[verdict]}  ${reason}${synthetic ? '  SYNTHETIC' : ''}`,
    `baseline ${baseline.target} (run ${baseline.run}), candidate ${candidate.target} (run ${candidate.run})`,
    migration === null
      ? `no migration moves ${baseline.target} to ${candidate.target}: whatever breaks counts as read`
      : `migration ${migration}`,
    accountOf(pairs),
    ...liveLines(comparison),
    ...driftLines(comparison),
    ...(differing.length === 0
      ? ['No dimension differs.']
      : ['', ...tableOf(differing).split('\n'), '', noiseLegend(dimensions)]),
    ...section(
      'Differences',
      shown.flatMap((group, at) => groupLines(group, at + 1, comparison, inRun)),
    ),
    ...(hidden > 0 ? [`     and ${hidden} more ${plural(hidden, 'kind')}: --json has them all`] : []),
    ...contractLines(comparison, inRun),
    ...section(
      'Losses (exchanges of the baseline, of the candidate)',
      losses.map(
        ({ action, field, reason: why, baseline: ours, candidate: theirs }) =>
          `  ${action} ${field}: ${why} (${count(ours)}, ${count(theirs)})`,
      ),
    ),
    ...section('What reaches either side of what the requests ask', carriageLines(comparison)),
  ];
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}

function liveLines({ live }: Comparison): readonly string[] {
  if (live === null) return [];
  const { oneTurn, requests, lost } = live;
  return [
    ...(lost === null ? [] : [spellLost(lost)]),
    ...(oneTurn === 0 ? [] : [describeOneTurn(oneTurn, requests)]),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

/** Whose the differences may be, where they need not be a provider's. */
function driftLines({ drift, dimensions }: Comparison): readonly string[] {
  if (drift === null) return [];
  const listed = (of: Drift): string =>
    drift.versions
      .filter((row) => row.of === of)
      .map(
        ({ name, baseline, candidate }) => `${name} ${baseline ?? 'unknown'} and ${candidate ?? 'unknown'}`,
      )
      .join(', ');
  const [wrapper, server] = [listed('wrapper'), listed('server')];
  const differs = dimensions.some(({ differing }) => differing > 0);
  return [
    ...(wrapper === '' ? [] : [`Read by other versions on each side: ${wrapper}.`]),
    ...(server === '' ? [] : [`Served by other versions, as the servers say: ${server}.`]),
    ...(drift.sameAnswers
      ? ['Both sides are the same stored answers: what differs is of the wrapper, and of no provider.']
      : []),
    ...(differs && !drift.sameAnswers && wrapper !== ''
      ? [
          'What differs may be of the wrapper, and not of a provider: judge one side anew by verify --rejudge.',
        ]
      : []),
    ...(differs && !drift.sameAnswers && server !== ''
      ? ["What differs may be of the server's version, and not of how the target is set up."]
      : []),
  ];
}

/** What is lossless on both sides in one line; of the rest how often what became of it. */
function carriageLines({ carriage }: Comparison): readonly string[] {
  const whole = carriage.filter(({ baseline, candidate }) => [baseline, candidate].every(isLossless));
  const named =
    whole.length === 0 ? [] : [`  lossless on both: ${whole.map(({ feature }) => feature).join(', ')}`];
  return [
    ...carriage
      .filter((row) => !whole.includes(row))
      .map(
        ({ feature, baseline, candidate }) =>
          `  ${feature}: baseline ${carriageOf(baseline)}; candidate ${carriageOf(candidate)}`,
      ),
    ...named,
  ];
}

function isLossless(counts: CarriageRow['baseline']): boolean {
  return CARRIAGES.every((action) => action === 'lossless' || counts[action] === 0);
}

function carriageOf(counts: CarriageRow['baseline']): string {
  const met = CARRIAGES.filter((action) => counts[action] > 0);
  return met.map((action) => `${action} ${count(counts[action])}`).join(', ') || 'not asked';
}

function accountOf({ planned, compared, ...rest }: Comparison['pairs']): string {
  const others = Object.entries(rest).flatMap(([name, of]) => (of > 0 ? [`${count(of)} ${name}`] : []));
  const tail = others.length === 0 ? '' : `; ${others.join(', ')}`;
  return `${count(compared)} of ${count(planned)} ${plural(planned, 'pair')} of exchanges compared${tail}`;
}

const NO_LINES = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [
  side,
  `${side}-mid`,
  `${side}-left`,
  `${side}-right`,
]);

function tableOf(rows: readonly DimensionRow[]): string {
  const table = new Table({
    head: ['dimension', 'prompts', 'differ', 'rate [95%]', 'noise', 'evidence'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    chars: { ...Object.fromEntries(NO_LINES.map((name) => [name, ''])), middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) {
    table.push([
      row.dimension,
      count(row.prompts),
      count(row.differing),
      `${percent(row.rate)} ${interval(row)}`,
      row.noise === null ? '-' : count(row.noise),
      row.evidence === null ? '-' : evidenceOf(row.evidence),
    ]);
  }
  return table.toString();
}

function groupLines(
  group: DifferenceGroup,
  number: number,
  { baseline, candidate }: Comparison,
  inRun: (run: string) => string,
): readonly string[] {
  const { code, pointer, prompts, message, example } = group;
  const place = pointer === '' ? code : `${code} at ${pointer}`;
  return [
    `${String(number).padStart(3)}. ${place} on ${count(prompts)} ${plural(prompts, 'prompt')}${besideNoise(group)} (${group.class}; ${readersOf(group)})`,
    `     ${message}`,
    `     baseline ${shownOf(group.expected)}, candidate ${shownOf(group.observed)}`,
    showLine(example.baseline, baseline.run, inRun),
    showLine(example.candidate, candidate.run, inRun),
  ];
}

/** The object that `--json` prints, on one line. */
export function renderComparisonJson(comparison: Comparison, exitCode: number): string {
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, ...comparison }))}\n`;
}
