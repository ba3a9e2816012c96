import { readAccountsFile } from '../store/accounts-file.ts';
import { readSeal } from '../store/check-seal.ts';
import { listRuns } from '../store/find-run.ts';
import { isHeld } from '../store/hold-run.ts';
import { readManifest } from '../store/read-manifest.ts';
import type { SpentDay } from '../traffic/day-budget.ts';
import type { RunWorld } from './run-world.ts';
import { sealShadow, type SealedShadow, type SealOptions } from './seal-shadow.ts';

/**
 * Seals what processes that were killed left of runs of live requests of a migration, and says what all of them spent. A run
 * that somebody writes is left alone. Throws InputError where one is not what was written: what it spent is not known then.
 */
export async function recallShadows(
  migration: string,
  options: SealOptions,
  world: RunWorld,
): Promise<{ readonly sealed: readonly SealedShadow[]; readonly spent: readonly SpentDay[] }> {
  const sealed: SealedShadow[] = [];
  const spent: SpentDay[] = [];
  for (const folder of await listRuns(options.out)) {
    const manifest = await readManifest(folder).catch(() => null);
    const { purpose } = manifest ?? {};
    if (purpose?.what !== 'shadow' || purpose.migration !== migration) continue;
    const accounts = await readAccountsFile(folder);
    if (accounts !== null) spent.push(accounts.spent);
    const isSealed = (await readSeal(folder)) !== null;
    if (isSealed || (await isHeld(folder, world.processes))) continue;
    const each = await sealShadow(folder, options, world);
    if (each !== null) sealed.push(each);
  }
  return { sealed, spent };
}
