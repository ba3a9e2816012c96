import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { asWarning, InputError, type Problem } from '../../contract/problem.ts';
import { readAccountsFile } from '../../store/run/accounts-file.ts';
import { readSeal } from '../../store/run/check-seal.ts';
import { listRuns } from '../../store/run/find-run.ts';
import { isHeld } from '../../store/run/hold-run.ts';
import { runFile } from '../../store/run/layout.ts';
import { readManifest } from '../../store/run/read-manifest.ts';
import { startOfId } from '../../store/run/run-id.ts';
import { dayOf, type DayLimits, type SpentDay } from '../../traffic/day-budget.ts';
import type { RunWorld } from '../run-world.ts';
import { sealShadow, type SealedShadow, type SealOptions } from './seal-shadow.ts';

/** What processes before left of a shadow. */
interface RecalledShadows {
  readonly sealed: readonly SealedShadow[];
  readonly spent: readonly SpentDay[];
  /** Of each run that is not what was written. */
  readonly warnings: readonly Problem[];
}

/** A run takes requests for an hour: what began before yesterday spent nothing today. */
const DAY_MS = 86_400_000;

/**
 * Seals what processes that were killed left of runs of live requests of a migration, and says what all of them spent. A run
 * that somebody writes is left alone. One that is damaged is warned of and left alone; where it may have spent something
 * today and that cannot be read, all of today's limits count as spent.
 */
export async function recallShadows(
  migration: string,
  limits: DayLimits,
  options: SealOptions,
  world: RunWorld,
): Promise<RecalledShadows> {
  const sealed: SealedShadow[] = [];
  const spent: SpentDay[] = [];
  const warnings: Problem[] = [];
  const nowMs = world.clock.wallMs();
  for (const folder of await listRuns(options.out)) {
    const manifest = await readManifest(folder).catch(() => null);
    const { purpose } = manifest ?? {};
    const isOurs = purpose?.what === 'shadow' && purpose.migration === migration;
    // Whose it is nobody knows where its manifest cannot be read: it may be ours.
    if (!isOurs && (manifest !== null || !existsSync(runFile(folder, 'accounts')))) continue;
    try {
      const accounts = await readAccountsFile(folder);
      if (accounts !== null) spent.push(accounts.spent);
    } catch (error) {
      const day = dayOf(nowMs);
      const isOld = dayOf(Date.parse(startOfId(basename(folder))) + DAY_MS) < day;
      const isFull = !isOld && (limits.tokens !== null || limits.picos !== null);
      if (isFull) spent.push({ day, tokens: limits.tokens ?? 0, picos: limits.picos ?? 0n });
      warnings.push(...warningsOf(folder, error, isFull));
      continue;
    }
    try {
      if (manifest === null) await readManifest(folder);
      const isSealed = (await readSeal(folder)) !== null;
      if (isSealed || (await isHeld(folder, world.processes))) continue;
      const each = await sealShadow(folder, options, world);
      if (each !== null) sealed.push(each);
    } catch (error) {
      warnings.push(...warningsOf(folder, error, false));
    }
  }
  return { sealed, spent, warnings };
}

const ASKS_NOTHING =
  'what it spent is not known, so that the tokens and the money of today count as spent, and nothing is asked before tomorrow (UTC)';

function warningsOf(folder: string, error: unknown, isFull: boolean): readonly Problem[] {
  if (!(error instanceof InputError)) throw error;
  const then = isFull ? ASKS_NOTHING : `run ${folder} is left as it is`;
  return error.problems.map((each) => asWarning({ ...each, message: `${each.message}: ${then}` }));
}
