import { disarmCommands, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';

type Word = 'added' | 'updated' | 'matched' | 'kept' | 'left';

export interface ApprovalToRender {
  readonly run: string | null;
  readonly baseline: string;
  readonly approver: { readonly by: string; readonly reason: string };
  readonly rows: readonly {
    readonly promptId: string;
    readonly what: Word;
    readonly why: string | null;
    readonly file: string;
    readonly golden: { readonly provenance: { readonly source: string } } | null;
  }[];
}

const WORDS: readonly Word[] = ['added', 'updated', 'matched', 'kept', 'left'];
/** Of these a person asks why; that a prompt has its golden is no news. */
const TOLD: ReadonlySet<Word> = new Set(['added', 'updated', 'left']);

/** What was approved, a line each, and what was not. */
export function renderApproval({ run, baseline, approver, rows }: ApprovalToRender): string {
  const width = Math.max(0, ...rows.map(({ promptId }) => promptId.length));
  const approved = rows.filter(({ golden }) => golden !== null);
  const shown = approved.length === 0 ? rows : rows.filter(({ what }) => TOLD.has(what));
  const synthetic = approved.some(({ golden }) => golden?.provenance.source === 'simulated');
  const from = run === null ? 'as written' : `from run ${run}`;
  const many = `${count(approved.length)} ${plural(approved.length, 'golden')}`;
  const counts = WORDS.map((word) => `${count(rows.filter(({ what }) => what === word).length)} ${word}`);
  const lines = [
    ...shown.map(
      ({ promptId, what, why, file }) => `${what.padEnd(7)}  ${promptId.padEnd(width)}  ${why ?? file}`,
    ),
    `approved ${many} of ${baseline} ${from}, by ${approver.by}: ${approver.reason}`,
    ...(synthetic ? ['SYNTHETIC: a simulator answered; these goldens say that they are simulated'] : []),
    counts.join(', '),
  ];
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}
