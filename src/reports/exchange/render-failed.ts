import { escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';

/** Lines of a list of which nobody reads more. */
const MOST_LISTED = 50;

interface Failed {
  readonly run: string;
  readonly ended: boolean;
  readonly recorded: number;
  readonly exchanges: readonly {
    readonly id: string;
    readonly state: string;
    readonly finding: string | null;
  }[];
}

/** For a terminal: what failed or errored in a run, a line each. */
export function renderFailed({ run, ended, recorded, exchanges }: Failed): string {
  const of = `of ${count(recorded)} recorded ${plural(recorded, 'exchange')} failed or errored in run ${run}${ended ? '' : ', which has not ended: what is not recorded yet is not among them'}`;
  const width = Math.max(0, ...exchanges.slice(0, MOST_LISTED).map(({ id }) => id.length));
  const hidden = exchanges.length - MOST_LISTED;
  return [
    escapeTerminalLine(`${count(exchanges.length)} ${of}`),
    ...exchanges
      .slice(0, MOST_LISTED)
      .map(({ id, state, finding }) =>
        escapeTerminalLine(`  ${id.padEnd(width)}  ${state.padEnd(7)}  ${finding ?? ''}`).trimEnd(),
      ),
    ...(hidden > 0 ? [`  and ${count(hidden)} more: --json lists them all`] : []),
    '',
  ].join('\n');
}
