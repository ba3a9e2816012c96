import type { Clock, Processes } from '../../contract/world.ts';
import { isHeld } from '../../store/run/hold-run.ts';
import { readOverviews, type RunOverview } from '../../store/run/read-overview.ts';
import { removeRun } from '../../store/run/remove-run.ts';

const DAY_MS = 86_400_000;

/** What goes: whatever is beyond the newest `keep`, and older than so many days. Null sets no bound. */
export interface PruneRule {
  readonly keep: number | null;
  readonly olderThanDays: number | null;
}

export interface Pruned {
  /** Removed, or to be removed, the newest first. */
  readonly removed: readonly RunOverview[];
  /** What the rule names and is left all the same. */
  readonly left: readonly (RunOverview & { readonly why: string })[];
}

/** Removes runs under `out`; one that is being written, or that this version did not write, never. */
export async function pruneRuns(
  options: PruneRule & { readonly out: string; readonly dryRun: boolean },
  { clock, processes }: { readonly clock: Pick<Clock, 'wallMs'>; readonly processes: Processes },
): Promise<Pruned> {
  const removed: RunOverview[] = [];
  const left: (RunOverview & { readonly why: string })[] = [];
  for (const overview of chosen(await readOverviews(options.out, processes), options, clock.wallMs())) {
    const why = await whyLeft(overview, processes);
    if (why !== null) left.push({ ...overview, why });
    else {
      if (!options.dryRun) await removeRun(overview.folder);
      removed.push(overview);
    }
  }
  return { removed, left };
}

function chosen(
  runs: readonly RunOverview[],
  { keep, olderThanDays }: PruneRule,
  wallMs: number,
): readonly RunOverview[] {
  const beyond = runs.slice(keep ?? 0);
  if (olderThanDays === null) return beyond;
  return beyond.filter(
    ({ startedAt }) => startedAt === null || wallMs - Date.parse(startedAt) > olderThanDays * DAY_MS,
  );
}

async function whyLeft({ state, folder }: RunOverview, processes: Processes): Promise<string | null> {
  if (state === 'foreign') return 'it is no run that this version knows';
  return (await isHeld(folder, processes)) ? 'it is being written' : null;
}
