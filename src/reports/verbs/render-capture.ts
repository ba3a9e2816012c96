import type { CapturedSuite } from '../../contract/suites/captured-suite.ts';
import { disarmCommands, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';

/** What was drawn of live requests, what of it could not be kept, and what to do next. */
export function renderCapture(captured: CapturedSuite): string {
  const { migration, runs, suiteFile, goldensFile, files, seen, alike, shares, prompts, goldens } = captured;
  const lines = [
    `${count(prompts)} ${plural(prompts, 'prompt')} in ${suiteFile}, drawn of ${count(seen)} live ${plural(seen, 'request')} of ${migration} in ${count(runs.length)} ${plural(runs.length, 'run')}`,
    ...(alike === 0 ? [] : [`${count(alike)} of them were like one before, and stand for nothing new`]),
    goldensFile === null
      ? 'the baseline answered none of them'
      : `${count(goldens)} ${plural(goldens, 'answer')} of the baseline in ${goldensFile}, approved by nobody${captured.synthetic ? '  SYNTHETIC' : ''}`,
    ...(files.length === 0 ? [] : [`${count(files.length)} schemas and pictures beside them`]),
    '',
    ...shares.map(
      ({ stratum, seen: of, drawn }) => `${String(drawn).padStart(6)} of ${count(of).padEnd(7)} ${stratum}`,
    ),
    ...captured.leftOut.map(
      ({ why, requests }) => `left out: ${count(requests)} ${plural(requests, 'request')}, ${why}`,
    ),
    '',
    'read all of it before you commit it: known secrets were taken out, what clients wrote of people was not',
    ...(goldensFile === null
      ? []
      : ["approve what is right: npx llama-contract golden approve --written --reason 'why'"]),
  ];
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}
