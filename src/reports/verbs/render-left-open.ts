import type { LeftOpen, PromptAgain } from '../../contract/runs/left-open.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';

const WORDS = { pass: 'PASS', fail: 'FAIL', inconclusive: 'INCONCLUSIVE' } as const;
const MARKS = { pass: 'refuted', fail: 'confirmed', inconclusive: 'undecided' } as const;
const MOST_NAMED = 3;

/** What asking again came to, for people: each prompt with its pairs and their evidence. */
export function renderLeftOpen(found: LeftOpen): string {
  const { baseline, candidate, synthetic, verdict, reason, bar, prompts, serverErrors, askAgain } = found;
  const lines = [
    `${WORDS[verdict]}  ${reason}${synthetic ? '  SYNTHETIC' : ''}`,
    `baseline ${baseline.target} (run ${baseline.run}), candidate ${candidate.target} (run ${candidate.run})`,
    ...(prompts.length === 0 ? [] : ['', ...prompts.flatMap(promptLines)]),
    ...(prompts.length === 0
      ? []
      : ['', `Evidence of ${count(bar)} confirms a break: 20 for each prompt that was asked again.`]),
    ...serverErrors.map(
      ({ name, prompts: showing, verdict: word }) =>
        `  ${MARKS[word].padEnd(9)}  server error ${name}, on ${showing.join(', ')}`,
    ),
    ...(askAgain?.command === undefined || askAgain.command === null
      ? []
      : ['', 'To ask again:', `  ${askAgain.command}`]),
  ];
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}

function promptLines({
  prompt,
  breaks,
  pairs,
  uncompared,
  worse,
  better,
  evidence,
  verdict,
}: PromptAgain): readonly string[] {
  const without = uncompared === 0 ? '' : `, ${count(uncompared)} not compared`;
  const named = breaks.slice(0, MOST_NAMED).join(', ');
  const rest = breaks.length > MOST_NAMED ? ` and ${breaks.length - MOST_NAMED} more` : '';
  return [
    `  ${MARKS[verdict].padEnd(9)}  ${prompt}: the candidate alone breaks in ${count(worse)} of ${count(pairs)} ${plural(pairs, 'pair')}, the baseline alone in ${count(better)}${without}; evidence ${shown(evidence)}`,
    ...(named === '' ? [] : [`             ${named}${rest}`]),
  ];
}

function shown(evidence: number): string {
  return evidence >= 1000 ? 'above 1000' : evidence.toFixed(evidence < 10 ? 2 : 0);
}

/** The object that `--json` prints, on one line. */
export function renderLeftOpenJson(found: LeftOpen, exitCode: number): string {
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, ...found }))}\n`;
}
