import type { BodyOf, LedgerBody } from '../../contract/rollout/ledger.ts';
import type { RecordedState } from '../../contract/exchanges/record.ts';
import type { RolloutState } from '../../contract/rollout/rollout.ts';
import type { RunVerdict } from '../../contract/runs/summary.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { refuseTwice } from '../../rollout/refuse-twice.ts';
import { drillVerdict } from '../../rollout/rollout-state.ts';
import { changeLedger } from '../../store/ledger/change-ledger.ts';
import { readPlanned } from '../../store/run/read-planned.ts';
import { repeatOf } from '../project/choose-sides.ts';
import { findRunOf, type RunOfRollout, type RunWanted } from './monitored-run.ts';
import { ledgerWorld, openRollout, startedLedger, startOf, stateNow } from '../project/open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';

/** A try of the way back: what became of the requests to the old target. */
export interface Drill {
  readonly drill: BodyOf<'drill'>;
  readonly verdict: RunVerdict;
  readonly state: RolloutState;
}

const FRESH_HOURS = 24;
const MS_PER_HOUR = 3_600_000;

/**
 * Adds to the ledger that the old target was asked, and what became of it: only where all of it passed does it count as a
 * way back. Throws InputError where the run did not ask the old target, is no longer fresh, or was a drill already.
 */
export async function drillRollout(
  options: RolloutOptions & Pick<RunWanted, 'run' | 'allowSynthetic'>,
  world: RolloutWorld,
): Promise<Drill> {
  const open = await openRollout(options);
  const { root, migration } = open;
  const place = { root, migration: migration.id, by: options.by };
  const { ledger, result: drill } = await changeLedger(place, ledgerWorld(world), async (before) => {
    const started = startedLedger(before, open, options);
    const start = startOf(started);
    const nowMs = world.clock.wallMs();
    const { out, run: named, allowSynthetic } = options;
    const wanted = { out, run: named, allowSynthetic, target: migration.baseline };
    const run = await findRunOf(wanted, { start, nowMs });
    refuseTwice(started, 'drill', { run: run.manifest.run, root: run.evidenceRoot, asked: run.asked });
    refuseOld(run, nowMs);
    const body = await bodyOf(run, migration.baseline);
    const add: readonly LedgerBody[] = [body];
    return { add, result: body };
  });
  const state = stateNow(open, startedLedger(ledger, open, options), world);
  return { drill, verdict: drillVerdict(drill.counts), state };
}

function refuseOld({ manifest: { run }, asked }: RunOfRollout, nowMs: number): void {
  const hours = Math.floor((nowMs - Date.parse(asked)) / MS_PER_HOUR);
  if (hours < FRESH_HOURS) return;
  const message = `run ${run} was asked ${hours} hours ago, and a drill says how it is now`;
  throw new InputError([problem(message, `ask anew: a run of the last ${FRESH_HOURS} hours is a drill`)]);
}

async function bodyOf(run: RunOfRollout, target: string): Promise<BodyOf<'drill'>> {
  const { manifest, folder, evidenceRoot: root, records } = run;
  const counts: Record<RecordedState | 'missing', number> = {
    passed: 0,
    failed: 0,
    errored: 0,
    skipped: 0,
    unproven: 0,
    missing: 0,
  };
  let recorded = 0;
  for await (const { record } of records) {
    if (record.case.target !== target) continue;
    counts[record.state] += 1;
    recorded += 1;
  }
  const { pairs } = await readPlanned(folder, manifest);
  const prompts = pairs.filter((pair) => pair.target === target).length;
  const planned = prompts * manifest.plan.modes.length * repeatOf({ run, target });
  return {
    kind: 'drill',
    target,
    run: manifest.run,
    root,
    source: manifest.source,
    asked: run.asked,
    planned,
    counts: { ...counts, missing: planned - recorded },
  };
}
