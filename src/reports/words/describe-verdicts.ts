import type { Finding, Verdict } from '../../contract/exchanges/verdict.ts';
import { escapeTerminalLine } from '../text/escape-terminal.ts';

/** Failures first, each finding with what was expected and observed, then notes, skips, and what passed. */
export function describeVerdicts(verdicts: readonly Verdict[]): readonly string[] {
  const failed = verdicts.filter((verdict) => verdict.status === 'fail');
  const open = verdicts.filter((verdict) => verdict.status === 'inconclusive');
  const skipped = verdicts.filter((verdict) => verdict.status === 'skip');
  const passed = verdicts.filter((verdict) => verdict.status === 'pass').map((verdict) => verdict.check);
  return [
    ...failed.flatMap(({ check, findings }) =>
      findings.flatMap((finding) => describe(`fail ${check}`, finding)),
    ),
    ...open.flatMap(({ check, findings }) =>
      findings.flatMap((finding) => describe(`inconclusive ${check}`, finding)),
    ),
    ...[...failed, ...open, ...verdicts.filter((verdict) => verdict.status === 'pass')].flatMap(
      ({ check, notes }) => notes.flatMap((note) => describe(`note ${check}`, note)),
    ),
    ...skipped.map(({ check, reason }) => escapeTerminalLine(`skip ${check}: ${reason}`)),
    ...(passed.length === 0 ? [] : [`pass ${passed.join(', ')}`]),
  ];
}

function describe(head: string, { code, pointer, message, expected, observed }: Finding): string[] {
  const place = pointer === '' ? '' : ` at ${pointer}`;
  return [
    escapeTerminalLine(`${head}: ${code}${place}: ${message}`),
    ...(expected === null && observed === null
      ? []
      : [`  expected ${spell(expected)}`, `  observed ${spell(observed)}`]),
  ];
}

const LONGEST = 400;

function spell(value: Finding['expected']): string {
  const text = escapeTerminalLine(JSON.stringify(value));
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
