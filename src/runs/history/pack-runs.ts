import { basename } from 'node:path';
import { findRun } from '../../store/run/find-run.ts';
import type { HoldWorld } from '../../store/run/hold-run.ts';
import { packRun } from '../../store/run/pack-run.ts';
import { readOverviews, type RunOverview } from '../../store/run/read-overview.ts';

/** A run that was packed, with the bytes that it had before. */
export interface PackedRun extends RunOverview {
  readonly bytesBefore: number;
}

/**
 * Packs these runs, by id or folder; without a name every sealed one that is not packed yet, but none of load. Throws InputError for one
 * that is named and cannot be packed.
 */
export async function packRuns(
  { out, runs }: { readonly out: string; readonly runs: readonly string[] },
  world: HoldWorld,
): Promise<readonly PackedRun[]> {
  const before = await readOverviews(out, world.processes);
  const sealed = before.filter(({ kind, state, packed }) => kind === 'run' && state === 'sealed' && !packed);
  const folders =
    runs.length === 0
      ? sealed.map(({ folder }) => folder)
      : await Promise.all(runs.map((run) => findRun(out, run)));
  for (const folder of folders) await packRun(folder, world);
  const sizes = new Map(before.map(({ run, bytes }) => [run, bytes]));
  const names = new Set(folders.map((folder) => basename(folder)));
  const after = await readOverviews(out, world.processes);
  return after
    .filter(({ run }) => names.has(run))
    .map((overview) => ({ ...overview, bytesBefore: sizes.get(overview.run) ?? overview.bytes }));
}
