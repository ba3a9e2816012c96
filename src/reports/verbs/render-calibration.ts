import type {
  Calibration,
  CriterionYears,
  Frequency,
  MeanCount,
  WorldYears,
} from '../../contract/gates/calibration.ts';
import { GATE_METRICS } from '../../contract/gates/gate-metrics.ts';
import { escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count } from '../text/format.ts';

/** What gates do over years of nights, as tables that are Markdown too. */
export function renderCalibration(calibration: Calibration): string {
  const { policy, stages, target, run, prompts, looks, seed, worlds } = calibration;
  const [same, worse] = [worlds.filter(({ equal }) => equal), worlds.filter(({ equal }) => !equal)];
  const lines = [
    `Policy ${policy}, stages ${stages.join(' and ')}: ${count(prompts)} prompts of ${target}, both modes, asked ${looks} nights a year (seed ${seed}).`,
    run === null ? '' : `World recorded is resampled from run ${run}.`,
    '',
    'Sides that do not differ: years in which a gate is closed all the same.',
    '',
    ...tableOf(['world', 'stage', 'years', 'closed', 'at 95%', 'by'], same.flatMap(stopRows)),
    '',
    'Candidates that are worse: years in which each criterion that it touches fails, and after how many nights.',
    '',
    ...tableOf(
      ['candidate', 'criterion', 'truth', 'by the threshold', 'found', 'nights to find', 'opened'],
      worse.flatMap(foundRows),
    ),
    '',
    allowedLine(worse),
  ];
  return `${lines
    .filter((line, at) => line !== '' || lines[at - 1] !== '')
    .map(escapeTerminalLine)
    .join('\n')}\n`;
}

function stopRows({ id, means, years, stopped, criteria }: WorldYears): readonly (readonly string[])[] {
  return stopped.map(({ stage, years: closed }) => {
    const by = criteria.filter((row) => row.stage === stage && row.allowed && row.failed.count > 0);
    return [
      `${id}: ${means}`,
      stage,
      count(years),
      share(closed),
      between(closed),
      by.map((row) => `${row.id} ${row.failed.count}`).join(', ') || '-',
    ];
  });
}

function foundRows({ means, criteria }: WorldYears): readonly (readonly string[])[] {
  return criteria.map((row) => [
    means,
    `${row.stage} ${row.id}`,
    spell(row),
    row.allowed ? 'allowed' : 'not allowed',
    `${share(row.failed)} of ${count(row.failed.of)}`,
    nights(row.looksToFail),
    opened(row),
  ]);
}

/** A count of none that passes claims a bound on what was not seen, and no more. */
function opened({ allowed, metric, passed }: CriterionYears): string {
  if (allowed) return '-';
  return GATE_METRICS[metric].unit === 'count' ? 'until seen' : `${share(passed)} (${between(passed)})`;
}

function spell({ metric, truth }: CriterionYears): string {
  const { unit } = GATE_METRICS[metric];
  return unit === 'share' ? `${(truth * 100).toFixed(2)}%` : String(Math.round(truth * 1000) / 1000);
}

function share({ count: times, of }: Frequency): string {
  return `${((100 * times) / Math.max(of, 1)).toFixed(1)}%`;
}

function between({ low, high }: Frequency): string {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}%`;
}

function nights(mean: MeanCount | null): string {
  if (mean === null) return '-';
  const [middle, low, high] = [mean.mean, mean.low, mean.high].map((value) => value.toFixed(1));
  return low === high ? `${middle}` : `${middle} (${low} to ${high})`;
}

function allowedLine(worse: readonly WorldYears[]): string {
  const allowed = worse.filter(
    ({ criteria }) => criteria.every((row) => row.allowed) && criteria.every((row) => row.failed.count === 0),
  );
  return allowed.length === 0
    ? 'Every one of them is found by some criterion.'
    : `Allowed by the policy, and found by no criterion: ${allowed.map(({ means }) => means).join('; ')}.`;
}

/** Cells padded to their column, as Markdown takes them. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}

/** The object that `--json` prints, on one line. */
export function renderCalibrationJson(calibration: Calibration, exitCode: number): string {
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, ...calibration }))}\n`;
}
