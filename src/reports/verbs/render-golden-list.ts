import { disarmCommands, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';

export interface ListToRender {
  readonly baseline: string;
  readonly rows: readonly {
    readonly promptId: string;
    readonly suite: string;
    readonly state: string;
    readonly provenance: {
      readonly source: string;
      readonly date: string | null;
      readonly approvedBy: string | null;
      readonly reason: string | null;
    } | null;
  }[];
  readonly obsolete: readonly {
    readonly promptId: string | null;
    readonly problem: { readonly message: string };
  }[];
  readonly others: readonly string[];
}

const HEAD = ['prompt', 'suite', 'golden', 'from', 'approved', 'by', 'why'];

/** A line a prompt, and what they come to. */
export function renderGoldenList({ baseline, rows, obsolete, others }: ListToRender): string {
  const cells = rows.map(({ promptId, suite, state, provenance }) => {
    const { source, date, approvedBy, reason } = provenance ?? {};
    return [promptId, suite, state, source ?? '-', date ?? '-', approvedBy ?? '-', reason ?? '-'];
  });
  const table = [HEAD, ...cells];
  const widths = HEAD.map((_head, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const states = [...Map.groupBy(rows, ({ state }) => state)].map(
    ([state, of]) => `${count(of.length)} ${state}`,
  );
  const gone = obsolete.length === 0 ? [] : [`${count(obsolete.length)} obsolete`];
  const lines = [
    ...table.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    ...obsolete.map(({ problem }) => `obsolete: ${problem.message}`),
    `goldens of ${baseline} for ${count(rows.length)} ${plural(rows.length, 'prompt')}: ${[...states, ...gone].join(', ')}`,
    ...(others.length === 0 ? [] : [`other baselines: ${others.join(', ')} (--baseline)`]),
  ];
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}
