import { escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';
import { PLANTED } from '../words/planted.ts';
import { size } from './render-runs.ts';

interface Recording {
  readonly run: string;
  readonly source: string;
  readonly planted: number;
  readonly cassettes: readonly {
    readonly file: string;
    readonly bytes: number;
    readonly recorded: number;
    readonly same: number;
    readonly kept: number;
  }[];
  readonly left: readonly { readonly why: string; readonly ids: readonly string[] }[];
  readonly approving: readonly string[];
  /** Planned, and not asked. */
  readonly missing: number;
}

/** What was recorded, a line a cassette; what was not, and why; and how the answers become goldens. */
export function renderRecording(recording: Recording): string {
  const { run, source, planted, cassettes, left, approving, missing } = recording;
  const bytes = cassettes.reduce((sum, cassette) => sum + cassette.bytes, 0);
  const recorded = cassettes.reduce((sum, cassette) => sum + cassette.recorded, 0);
  const synthetic = source === 'live' ? '' : '  SYNTHETIC';
  return [
    `recorded ${exchanges(recorded)} of run ${run} (${source}) in ${count(cassettes.length)} ${plural(cassettes.length, 'cassette')}, ${size(bytes)}${synthetic}`,
    ...(planted > 0 ? [PLANTED] : []),
    ...cassettes.map((cassette) => `  ${cassette.file}: ${describe(cassette)}`),
    ...left.map(({ why, ids }) => `not recorded: ${exchanges(ids.length)} ${why} (${ids[0] ?? ''})`),
    ...(missing === 0 ? [] : [`not recorded: ${exchanges(missing)} were planned, and not asked`]),
    ...(approving.length === 0
      ? []
      : ['', 'Answers become goldens of their target when somebody approves them:', ...approving]),
  ]
    .map((line) => `${escapeTerminalLine(line)}\n`)
    .join('');
}

function describe({ recorded, same, kept, bytes }: Recording['cassettes'][number]): string {
  const parts = [
    ...(recorded - same > 0 ? [`${count(recorded - same)} new`] : []),
    ...(same > 0 ? [`${count(same)} as before`] : []),
    ...(kept > 0 ? [`${count(kept)} of other runs`] : []),
  ];
  return `${parts.join(', ')}, ${size(bytes)}`;
}

function exchanges(n: number): string {
  return `${count(n)} ${plural(n, 'exchange')}`;
}
