import type { BodyOf, Ledger } from '../../contract/rollout/ledger.ts';
import type { RolloutState } from '../../contract/rollout/rollout.ts';
import type { RunVerdict } from '../../contract/runs/summary.ts';
import { disarmCommands, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, minuteOf, plural } from '../text/format.ts';

/** Where traffic stands, since when, what it waits for and what is next. */
export function renderRollout(state: RolloutState): string {
  const { migration, baseline, candidate, step, since, by, next, windows, drill, waits, ledger } = state;
  const lines = [
    `${step.stage.toUpperCase()}  ${step.share}% of ${migration} is served by ${candidate}, ${100 - step.share}% by ${baseline}${state.synthetic ? '  SYNTHETIC' : ''}`,
    `since ${minute(since)}, by ${by}`,
    ...(state.rolledBack === null ? [] : [`rolled back: ${state.rolledBack.reason}`]),
    `windows of this step: ${count(windows.full)} whole, ${count(windows.incidents)} ${plural(windows.incidents, 'incident')}; without a gap up to now ${hoursOf(windows.unbrokenHours)}`,
    drill === null
      ? 'the way back was never tried'
      : `the way back was tried ${minute(drill.at)}: ${drill.verdict} (run ${drill.run})`,
    ...(next === null
      ? []
      : [`next is ${next.stage}, ${next.share}%; it takes an open gate of ${step.stage}`]),
    ...waits.map(({ what, mend }) => `  waits: ${what} (${mend})`),
    `ledger ${ledger.file}, ${count(ledger.entries)} ${ledger.entries === 1 ? 'entry' : 'entries'}, head ${ledger.head.slice(0, 12)}`,
  ];
  return shown(lines);
}

interface ShownRun {
  readonly run: string;
  readonly windows: readonly BodyOf<'window'>[];
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
}

/** What a run of the monitor brought. */
export function renderWindows(
  recorded: ShownRun & { readonly rolledBack: string | null; readonly state: RolloutState },
): string {
  const { rolledBack, state } = recorded;
  return `${shown([...headOf(rolledBack), ...linesOf(recorded), ''])}${renderRollout(state)}`;
}

/** What the probes of a monitor brought, and which of them nothing. */
export function renderProbes(recorded: {
  readonly file: string;
  readonly runs: readonly ShownRun[];
  readonly leftOut: readonly { readonly why: string }[];
  readonly earlier: number;
  readonly known: number;
  readonly rolledBack: string | null;
  readonly state: RolloutState;
}): string {
  const { file, runs, leftOut, earlier, known, rolledBack, state } = recorded;
  const lines = [
    ...headOf(rolledBack),
    ...(runs.length === 0 ? [`NOTHING NEW  ${file} holds no probe that could be recorded`] : []),
    ...runs.flatMap(linesOf),
    ...leftOut.map(({ why }) => `left out: ${why}`),
    `of ${file}: ${count(runs.length)} recorded, ${count(known)} known before, ${count(leftOut.length)} left out, ${count(earlier)} from before this step`,
    '',
  ];
  return `${shown(lines)}${renderRollout(state)}`;
}

function headOf(rolledBack: string | null): readonly string[] {
  return rolledBack === null ? [] : [`ROLLED BACK  ${rolledBack}`];
}

function linesOf({ run, windows, gaps }: ShownRun): readonly string[] {
  const lines = windows.flatMap(({ from, to, source, planned, counts, incidents }) => [
    `window ${minute(from)} to ${minute(to)}: ${count(planned)} planned, ${count(counts.passed)} passed, ${count(incidents.length)} ${plural(incidents.length, 'incident')}${source === 'live' ? '' : '  SYNTHETIC'}`,
    ...incidents.map(
      ({ what, name, exchanges, example }) => `  ${what} ${name} on ${count(exchanges)}, such as ${example}`,
    ),
  ]);
  const stood = gaps.map(
    ({ from, to }) =>
      `it had stopped from ${minute(from)} to ${minute(to)}: what lies between is in no window`,
  );
  return [`run ${run} is recorded`, ...stood, ...lines];
}

export function renderRolledBack({ file, entries, head }: Ledger): string {
  const [first, last] = [entries[0]?.body, entries.at(-1)];
  if (first?.kind !== 'start' || last?.body.kind !== 'rollback') return '';
  return shown([
    `ROLLED BACK  all of ${first.migration} is served by ${first.baseline}, 0% by ${first.candidate}`,
    `at ${minute(last.at)}, by ${last.by}: ${last.body.reason}`,
    `ledger ${file}, ${count(entries.length)} entries, head ${head.slice(0, 12)}`,
  ]);
}

export function renderDrill(done: {
  readonly drill: BodyOf<'drill'>;
  readonly verdict: RunVerdict;
  readonly state: RolloutState;
}): string {
  const { target, run, planned, counts, source } = done.drill;
  const line = `${done.verdict.toUpperCase()}  the way back to ${target}: ${count(counts.passed)} of ${count(planned)} passed (run ${run})${source === 'live' ? '' : '  SYNTHETIC'}`;
  return `${shown([line, ''])}${renderRollout(done.state)}`;
}

export function renderArm(
  { key, bucket, target }: { readonly key: string; readonly bucket: number; readonly target: string },
  { migration, step }: RolloutState,
): string {
  return shown([
    `client ${key} is served by ${target}: its bucket in ${migration} is ${bucket} of 10,000, and those below ${count(step.share * 100)} are the candidate's`,
  ]);
}

function shown(lines: readonly string[]): string {
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}

function minute(at: string): string {
  return `${minuteOf(at)} UTC`;
}

function hoursOf(hours: number): string {
  return `${Math.floor(hours * 10) / 10} h`;
}
