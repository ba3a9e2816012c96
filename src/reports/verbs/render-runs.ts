import type { RunKind } from '../../contract/runs/history-metrics.ts';
import { count, minuteOf } from '../text/format.ts';
import { textTable } from '../text/text-table.ts';

interface Listed {
  readonly run: string;
  readonly kind: RunKind;
  readonly state: string;
  readonly startedAt: string | null;
  readonly source: string | null;
  readonly verdict: string | null;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly bytes: number;
  readonly packed: boolean;
}

const HEAD = ['run', 'kind', 'started (UTC)', 'source', 'verdict', 'size', 'exchanges, requests, or bits'];

/** A line a run. */
export function renderRuns(runs: readonly Listed[]): string {
  return textTable([HEAD, ...runs.map(cellsOf)]);
}

function cellsOf({
  run,
  kind,
  state,
  startedAt,
  source,
  verdict,
  counts,
  bytes,
  packed,
}: Listed): readonly string[] {
  const when = startedAt === null ? '-' : minuteOf(startedAt);
  const judged = state === 'sealed' && verdict !== null ? verdict.toUpperCase() : state;
  return [
    run,
    kind,
    when,
    source ?? '-',
    judged,
    packed ? `${size(bytes)}, packed` : size(bytes),
    describeCounts(counts),
  ];
}

/** States that no exchange is in are left out. */
function describeCounts(counts: Listed['counts']): string {
  const { planned = 0, ...states } = counts ?? {};
  if (counts === null) return '-';
  const parts = Object.entries(states).filter(([, number]) => number > 0);
  return `${count(planned)}: ${parts.map(([state, number]) => `${count(number)} ${state}`).join(', ')}`;
}

export function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
