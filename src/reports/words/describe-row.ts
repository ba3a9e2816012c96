import type { Report } from '../../contract/runs/report.ts';
import type { PromptRow } from '../../contract/runs/summary.ts';
import { clipText } from '../text/clip-text.ts';
import { showCommand } from '../exchange/show-command.ts';

/** What became of a prompt on a target, for formats that count tests. */
export type TestOutcome = 'passed' | 'failed' | 'errored' | 'unproven' | 'missing' | 'skipped';

export interface DescribedRow {
  readonly outcome: TestOutcome;
  /** In one sentence; '' where it passed. */
  readonly message: string;
}

/** The worst of its exchanges decides. */
export function describeRow(row: PromptRow): DescribedRow {
  const of = `of ${row.planned} planned`;
  const finding = row.firstFinding === null ? '' : `: ${row.firstFinding}`;
  if (row.failed > 0) return { outcome: 'failed', message: `${row.failed} ${of} failed${finding}` };
  if (row.errored > 0) return { outcome: 'errored', message: `${row.errored} ${of} errored${finding}` };
  if (row.unproven > 0)
    return { outcome: 'unproven', message: `${row.unproven} ${of} are unproven: no approved golden` };
  if (row.missing > 0) return { outcome: 'missing', message: `${row.missing} ${of} are missing` };
  if (row.skipped === row.planned)
    return { outcome: 'skipped', message: 'the target cannot serve this prompt' };
  return { outcome: 'passed', message: '' };
}

/** What a row has passed: what is left of what was planned. */
export function passedOf({ planned, failed, errored, skipped, unproven, missing }: PromptRow): number {
  return planned - failed - errored - skipped - unproven - missing;
}

/**
 * Both sides of a row's first finding, of at most so many characters, and the commands that open its exchange, whole; none
 * where nothing speaks against it.
 */
export function describeExample(report: Report, { example }: PromptRow, most: number): readonly string[] {
  if (example === null) return [];
  const { exchange, expected, observed } = example;
  const show = showCommand(report, exchange);
  return [
    ...(expected === null ? [] : [`expected: ${clipText(expected, most)}`]),
    ...(observed === null ? [] : [`observed: ${clipText(observed, most)}`]),
    `show: ${show}`,
    `curl: ${show} --curl`,
  ];
}
