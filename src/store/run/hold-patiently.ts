import { InputError } from '../../contract/problem.ts';
import type { Clock } from '../../contract/world.ts';
import { holdFolder, type HeldRun, type HoldWorld } from './hold-run.ts';

/** How long another holder is waited for unless it is said: he reads little, and writes a few small files. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 50;

/**
 * `holdFolder` for work that is soon over. Throws InputError that names the holder when he does not let go, and what aborted
 * it when the signal does.
 */
export async function holdPatiently(
  folder: string,
  lock: string,
  world: HoldWorld & { readonly clock: Clock },
  { patienceMs = PATIENCE_MS, signal }: { readonly patienceMs?: number; readonly signal?: AbortSignal } = {},
): Promise<HeldRun> {
  const until = world.clock.nowMs() + patienceMs;
  for (;;) {
    try {
      return await holdFolder(folder, lock, world);
    } catch (error) {
      if (!(error instanceof InputError) || world.clock.nowMs() >= until) throw error;
      // What the file system refuses has no holder who may let go.
      if (error.cause !== undefined) throw error;
      await world.clock.sleep(PAUSE_MS, signal);
    }
  }
}
