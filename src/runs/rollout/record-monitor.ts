import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { MonitorWindow } from '../../contract/monitors/monitor.ts';
import type { RolloutState } from '../../contract/rollout/rollout.ts';
import type { MonitoredRun } from '../../rollout/cut-windows.ts';
import { bodiesOf, type DecidedWindows } from '../../rollout/decide-windows.ts';
import { quoteShell } from '../../reports/exchange/quote-shell.ts';
import { probesOfStep } from '../../rollout/probes-of-step.ts';
import { askedBy } from '../../store/run/asked-by.ts';
import { changeLedger } from '../../store/ledger/change-ledger.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { monitorFile } from '../../store/run/layout.ts';
import { readMonitorFile } from '../../store/monitor/monitor-file.ts';
import { chooseMonitor } from '../monitor/choose-monitor.ts';
import { findRunOf, monitoredRun, type RunWanted } from './monitored-run.ts';
import { whereFlags } from '../project/name-run.ts';
import { ledgerWorld, openRollout, startedLedger, startOf, stateNow } from '../project/open-rollout.ts';
import type { OpenRollout, RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';
import { decideByPolicy, toldOf, type RecordedWindows } from './record-windows.ts';

type Recorded = Omit<RecordedWindows, 'state'>;

/** A probe of which nothing is recorded, and why. */
interface LeftOut {
  readonly run: string;
  readonly why: string;
}

/** What the probes of a monitor brought, and where traffic stands since. */
export interface RecordedProbes {
  /** What the monitor keeps of what it saw. */
  readonly file: string;
  /** Those that were added, by their time. */
  readonly runs: readonly Pick<RecordedWindows, 'run' | 'windows' | 'gaps'>[];
  readonly leftOut: readonly LeftOut[];
  /** How many were asked before traffic came to this step, and how many of it were recorded before. */
  readonly earlier: number;
  readonly known: number;
  /** Why all traffic was brought back; null where it stays. */
  readonly rolledBack: string | null;
  readonly state: RolloutState;
}

export type RecordMonitorOptions = RolloutOptions &
  Pick<RunWanted, 'allowSynthetic'> & {
    /** The file that holds what the monitor saw; null is that of the only one of the configuration, if there is any. */
    readonly file: string | null;
  };

/**
 * Adds to the ledger what a monitor saw since traffic came to this step and nobody recorded, each probe by its run. Throws
 * InputError, before anything is added, where the monitor never saw the candidate, what it keeps was edited, or a run is
 * not what it saw or may not be recorded; all of these at once.
 */
export async function recordMonitor(
  options: RecordMonitorOptions,
  world: RolloutWorld,
): Promise<RecordedProbes> {
  const open = await openRollout(options);
  const { root, migration, policy } = open;
  const file = options.file ?? fileOf(open, options);
  let ledger = startedLedger(await readLedger(root, migration.id), open, options);
  const windows = await readMonitorFile(file);
  const start = startOf(ledger);
  if (windows.every(({ target }) => target !== migration.candidate)) throw unseen(open, options, file);
  const { fresh, earlier, known } = probesOfStep(windows, migration.candidate, ledger);
  const since = { start, nowMs: world.clock.wallMs() };
  const { probes, leftOut } = await readProbes(fresh, open, { ...options, file }, since);
  const runs: Recorded[] = [];
  const place = { root, migration: migration.id, by: options.by };
  for (const probe of probes) {
    const { ledger: after, result } = await changeLedger<Recorded | LeftOut>(
      place,
      ledgerWorld(world),
      (before) => {
        const started = startedLedger(before, open, options);
        const decided = orWhyNot(() => decideByPolicy(started, probe, policy));
        return typeof decided === 'string'
          ? { add: [], result: { run: probe.run, why: decided } }
          : { add: bodiesOf(decided), result: toldOf(probe, decided) };
      },
    );
    ledger = startedLedger(after, open, options);
    if ('why' in result) leftOut.push(result);
    else runs.push(result);
  }
  return {
    file,
    runs: runs.map(({ run, windows: added, gaps }) => ({ run, windows: added, gaps })),
    leftOut,
    earlier,
    known,
    rolledBack: runs.find(({ rolledBack }) => rolledBack !== null)?.rolledBack ?? null,
    state: stateNow(open, ledger, world),
  };
}

function fileOf({ catalog }: OpenRollout, { out }: RecordMonitorOptions): string {
  const named = (id: string): string => `--monitor ${quoteShell(monitorFile(out, id))}`;
  return monitorFile(out, chooseMonitor(catalog.monitors, null, named)?.id ?? null);
}

function unseen(
  { migration, catalog }: OpenRollout,
  options: RecordMonitorOptions,
  file: string,
): InputError {
  const { baseline, candidate } = migration;
  const { monitors } = catalog;
  // Of several, one must be named to be asked.
  const row = monitors.find(({ id }) => monitorFile(options.out, id) === file) ?? monitors.at(0);
  const words = [
    'monitor',
    ...(row === undefined ? [] : [row.id]),
    '--once',
    '--target',
    baseline,
    candidate,
    '--state',
    file,
    ...whereFlags(options),
  ];
  const command = ['npx', 'llama-contract', ...words].map(quoteShell).join(' ');
  const message = `the monitor never saw ${candidate}: nothing of it is in ${file}`;
  return new InputError([problem(message, `let it ask both: ${command}; or name its file: --monitor FILE`)]);
}

/** The runs of probes, read whole, and those that another configuration asked. */
async function readProbes(
  fresh: readonly MonitorWindow[],
  open: OpenRollout,
  { out, allowSynthetic, file }: RecordMonitorOptions & { readonly file: string },
  since: Parameters<typeof findRunOf>[1],
): Promise<{ readonly probes: readonly MonitoredRun[]; readonly leftOut: LeftOut[] }> {
  const probes: MonitoredRun[] = [];
  const leftOut: LeftOut[] = [];
  const problems: Problem[] = [];
  for (const { run, root, target } of fresh) {
    try {
      const found = await findRunOf({ out, run, target, allowSynthetic }, since);
      if (found.evidenceRoot !== root) {
        const message = `run ${run} is not the one that the monitor saw: its evidence root is not that in ${file}`;
        throw new InputError([
          problem(message, 'restore the run from its last copy, or move the other away'),
        ]);
      }
      if (configurationOf(found.manifest) === open.catalog.hash) probes.push(await monitoredRun(found, open));
      else leftOut.push({ run, why: `run ${run} ${OTHER_CONFIGURATION}` });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return { probes, leftOut };
}

/** As the project has it: faults that were planted are none of it. */
function configurationOf(manifest: RunManifest): string {
  return manifest.planted?.config ?? askedBy(manifest);
}

const OTHER_CONFIGURATION =
  'was asked by another configuration (where its targets are still these, record it by --run)';

function orWhyNot(decide: () => DecidedWindows): DecidedWindows | string {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ message, mend }) => `${message} (${mend ?? ''})`).join('; ');
  }
}
