import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../contract/world.ts';
import { holdPatiently } from '../run/hold-patiently.ts';
import type { HoldWorld } from '../run/hold-run.ts';
import { HISTORY_FILE } from '../run/layout.ts';
import { isDamage, openHistory, type History } from './open-history.ts';

export type HistoryWorld = HoldWorld & { readonly clock: Clock };

/** What was done with a history, and whether its file was damaged, and has been made anew for it. */
export interface Done<Result> {
  readonly result: Result;
  readonly madeAnew: boolean;
}

/** Does something with the history of the runs under `dir`. A file that is damaged goes: it says nothing that runs do not. */
export async function withHistory<Result>(
  dir: string,
  world: HistoryWorld,
  work: (history: History) => Result,
): Promise<Done<Result>> {
  const file = join(dir, HISTORY_FILE);
  try {
    return { result: await use(file, work), madeAnew: false };
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  await removeDamaged(dir, file, world);
  return { result: await use(file, work), madeAnew: true };
}

async function use<Result>(file: string, work: (history: History) => Result): Promise<Result> {
  const history = await openHistory(file);
  try {
    return work(history);
  } finally {
    history.close();
  }
}

/** Of several who find it damaged one removes it, and no one removes what another made in its place. */
async function removeDamaged(dir: string, file: string, world: HistoryWorld): Promise<void> {
  const held = await holdPatiently(dir, `${file}.lock`, world);
  try {
    const isWhole = await use(file, (history) => history.contents()).then(
      () => true,
      () => false,
    );
    if (isWhole) return;
    // A journal of the old file would be played into the new one: https://www.sqlite.org/howtocorrupt.html
    for (const each of [`${file}-journal`, file]) await rm(each, { force: true });
  } finally {
    await held.release();
  }
}
