import type {
  CriterionResult,
  Decision,
  EarlierEvidence,
  GateVerdict,
  PastRuns,
} from '../../contract/gates/decision.ts';
import { countedBy } from '../../contract/gates/gate-metrics.ts';
import { plantedInGate } from '../words/planted.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';

const WORDS: Readonly<Record<GateVerdict, string>> = {
  open: 'OPEN',
  closed: 'CLOSED',
  inconclusive: 'INCONCLUSIVE',
};
const MARKS = { pass: 'holds', fail: 'fails', inconclusive: 'undecided' } as const;

/** A gate for people: the verdict and what would open it, what it rests on, each criterion with its reason. */
export function renderDecision(decision: Decision): string {
  const { stage, verdict, sentence, synthetic, migration, policy, evidence, criteria, askAgain } = decision;
  const sides = (['baseline', 'candidate'] as const).map((side) => {
    const { target, run, ageHours, evidenceRoot } = evidence[side];
    return `${side} ${target} (run ${run}, ${age(ageHours)}, evidence ${evidenceRoot.slice(0, 12)})`;
  });
  const width = Math.max(...criteria.map(({ id }) => id.length), 0);
  const lines = [
    `${WORDS[verdict]}  ${sentence}${synthetic ? '  SYNTHETIC' : ''}`,
    `stage ${stage}, policy ${policy}${migration === null ? `; no migration moves ${decision.baseline.target} to ${decision.candidate.target}` : `, migration ${migration}`}`,
    ...plantedInGate(decision),
    ...sides,
    ...evidence.again.map(
      ({ run, ageHours, evidenceRoot }) =>
        `asked again in run ${run}, ${age(ageHours)}, evidence ${evidenceRoot.slice(0, 12)}`,
    ),
    ...(evidence.past === null ? [] : pastLines(evidence.past)),
    ...(evidence.earlier === null ? [] : earlierLines(evidence.earlier)),
    '',
    ...criteria.flatMap((result) => criterionLines(result, width)),
    ...(askAgain === null || askAgain.command === null
      ? []
      : [
          '',
          `To ask ${count(askAgain.prompts.length)} ${plural(askAgain.prompts.length, 'prompt')} again:`,
          `  ${askAgain.command}`,
        ]),
  ];
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}

const MOST_LEFT_OUT = 3;

function pastLines({ runs, exchanges, leftOut }: PastRuns): readonly string[] {
  const rest = leftOut.length > MOST_LEFT_OUT ? [`  and ${count(leftOut.length - MOST_LEFT_OUT)} more`] : [];
  return [
    `of the baseline's other runs: ${count(runs.length)} ${plural(runs.length, 'run')}, ${count(exchanges)} ${plural(exchanges, 'exchange')}, looked through for server errors`,
    ...leftOut.slice(0, MOST_LEFT_OUT).map(({ run, why }) => `  run ${run} does not count: ${why}`),
    ...rest,
  ];
}

function earlierLines({ ledger, counted, leftOut, restarts }: EarlierEvidence): readonly string[] {
  const runs = counted.map(({ runs: of, line }) => `${of.join(' and ')} (line ${line})`);
  const begun =
    restarts === 0
      ? ''
      : `; evidence began anew ${restarts === 1 ? 'once' : `${restarts} times`}, and more of it is asked for`;
  const rest = leftOut.length > MOST_LEFT_OUT ? [`  and ${leftOut.length - MOST_LEFT_OUT} more`] : [];
  return [
    `of runs before, ${ledger}: ${runs.length === 0 ? 'none counts' : `counted with ${runs.join(', ')}`}${begun}`,
    ...leftOut
      .slice(-MOST_LEFT_OUT)
      .map(({ line, runs: of, why }) => `  line ${line}, run ${of.join(' and ')}, does not count: ${why}`),
    ...rest,
  ];
}

function criterionLines(
  { id, verdict, required, metric, suites, n, missingN, reason }: CriterionResult,
  width: number,
): readonly string[] {
  const noun = countedBy(metric);
  const scope = suites === null ? '' : ` of ${suites.join(', ')}`;
  const more =
    missingN === null ? [] : [`${count(missingN)} more passing ${plural(missingN, noun)} would do`];
  const about = [
    ...(metric === 'evidence' ? [] : [metric]),
    `${count(n)} ${plural(n, noun)}${scope}`,
    ...(required ? [] : ['advisory']),
    ...more,
  ];
  const indent = ' '.repeat(width + 15);
  return [`  ${MARKS[verdict].padEnd(9)}  ${id.padEnd(width)}  ${reason}`, `${indent}(${about.join('; ')})`];
}

function age(hours: number | null): string {
  if (hours === null) return 'of unknown age';
  return hours < 48 ? `${hours} h old` : `${Math.floor(hours / 24)} days old`;
}

/** The object that `--json` prints, on one line. */
export function renderDecisionJson(decision: Decision, exitCode: number): string {
  const { stage, verdict, ...rest } = decision;
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, stage, verdict, exitCode, ...rest }))}\n`;
}
