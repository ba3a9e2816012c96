import { DEFAULT_POLICY } from '../../contract/routing/default-policy.ts';
import type { BodyOf, Ledger } from '../../contract/rollout/ledger.ts';
import { STAGES, type Policy, type Stage } from '../../contract/gates/migration.ts';
import type { RolloutState } from '../../contract/rollout/rollout.ts';
import type { MonitoredRun } from '../../rollout/cut-windows.ts';
import { bodiesOf, decideWindows, type DecidedWindows } from '../../rollout/decide-windows.ts';
import type { Tolerance } from '../../rollout/find-regression.ts';
import { replayLedger } from '../../rollout/replay-ledger.ts';
import { changeLedger } from '../../store/ledger/change-ledger.ts';
import { findRunOf, monitoredRun, type RunWanted } from './monitored-run.ts';
import { ledgerWorld, openRollout, startedLedger, startOf, stateNow } from '../project/open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';

/** What a run of the monitor brought, and where traffic stands since. */
export interface RecordedWindows {
  readonly run: string;
  readonly windows: readonly BodyOf<'window'>[];
  /** When the run had stopped, and asked nothing: from its last request until it was gone on with, ISO 8601. */
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
  /** Why all traffic was brought back; null where it stays. */
  readonly rolledBack: string | null;
  readonly state: RolloutState;
}

/**
 * Adds what a sealed run shows to the ledger, as windows of time, and brings all traffic back where they show an incident
 * or a 95th centile that is surely worse than allowed. Throws InputError where the run is none of this rollout, is
 * recorded already, or its windows overlap others.
 */
export async function recordWindows(
  options: RolloutOptions & Pick<RunWanted, 'run' | 'allowSynthetic'>,
  world: RolloutWorld,
): Promise<RecordedWindows> {
  const open = await openRollout(options);
  const { root, migration, policy } = open;
  const { out, run: named, allowSynthetic } = options;
  const wanted = { out, run: named, allowSynthetic, target: migration.candidate };
  let run: MonitoredRun | null = null;
  const readRun = async (ledger: Ledger): Promise<MonitoredRun> => {
    const since = { start: startOf(ledger), nowMs: world.clock.wallMs() };
    return monitoredRun(await findRunOf(wanted, since), open);
  };
  const place = { root, migration: migration.id, by: options.by };
  const { ledger, result } = await changeLedger(place, ledgerWorld(world), async (before) => {
    const started = startedLedger(before, open, options);
    // However often it is decided, the run is what it is.
    run ??= await readRun(started);
    const decided = decideByPolicy(started, run, policy);
    return { add: bodiesOf(decided), result: toldOf(run, decided) };
  });
  return { ...result, state: stateNow(open, startedLedger(ledger, open, options), world) };
}

/** The windows of a run, and the rollback that they ask for by a policy. Throws InputError where it brings none. */
export function decideByPolicy(ledger: Ledger, run: MonitoredRun, policy: Policy): DecidedWindows {
  const { windowMinutes } = policy.rollout;
  const tolerance = toleranceOf(policy, replayLedger(ledger).step.stage);
  return decideWindows(ledger, run, { windowMinutes, tolerance });
}

export function toldOf(
  { run, gaps }: MonitoredRun,
  { windows, rollback }: DecidedWindows,
): Omit<RecordedWindows, 'state'> {
  return { run, windows, gaps: gaps.map(spanOf), rolledBack: rollback?.reason ?? null };
}

function spanOf({ fromMs, toMs }: MonitoredRun['gaps'][number]): RecordedWindows['gaps'][number] {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

/** The p95 criterion of a stage, else of the canary or the first that has one, else the default. */
function toleranceOf({ stages }: Policy, stage: Stage | 'retired'): Tolerance {
  const order = [...STAGES.filter((each) => each === stage), 'canary' as const, ...STAGES];
  const criteria = [stages, DEFAULT_POLICY.stages].flatMap((of) =>
    order.flatMap((each) => of[each]?.criteria ?? []),
  );
  const found = criteria.find(({ metric }) => metric === 'p95-latency-ratio');
  if (found === undefined) throw new Error('the default policy has a p95 criterion');
  return found;
}
