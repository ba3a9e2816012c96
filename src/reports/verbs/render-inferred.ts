import type { InferredContract } from '../../contract/gates/inferred-contract.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';

/** For people: what was inferred where it was written to a file, else the schema as it would be written. */
export function renderInferred({ side, synthetic, parts, unread, schema, file }: InferredContract): string {
  const of = `${side.target} in run ${side.run}`;
  if (parts.length === 0) {
    const lines = [
      `INCONCLUSIVE  no answer of ${of} could be read as JSON, so there is nothing to rely on`,
      'Nothing was written.',
    ];
    return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
  }
  if (file === null) return `${escapeJson(JSON.stringify(schema, null, 2))}\n`;
  const lines = [
    `${file} says what all answers of ${of} have in common${synthetic ? '  SYNTHETIC' : ''}`,
    ...parts.map(({ name, values }) => `  ${name}, from ${count(values)} ${plural(values, 'value')}`),
    ...(unread === 0
      ? []
      : [`${count(unread)} ${plural(unread, 'answer')} could not be read, and say nothing`]),
  ];
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}

/** The object that `--json` prints, on one line. */
export function renderInferredJson(inferred: InferredContract, exitCode: number): string {
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, ...inferred }))}\n`;
}
