import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../contract/problem.ts';
import type { Clock } from '../contract/world.ts';
import { orProblem } from '../store/input-output-problem.ts';
import { holdFolder, type HeldRun, type HoldWorld } from '../store/hold-run.ts';

/** How long another approval is waited for: it reads one run, and writes a few small files. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 50;

/**
 * Makes this process the one that approves goldens of a baseline, until it is released: what is read of them meanwhile
 * is what will be replaced. Throws InputError that names the holder when he does not let go.
 */
export async function holdGoldens(
  root: string,
  baseline: string,
  world: HoldWorld & { readonly clock: Clock },
): Promise<HeldRun> {
  const folder = join(root, 'goldens', baseline);
  await orProblem(folder, 'cannot be made', mkdir(folder, { recursive: true }));
  const until = world.clock.nowMs() + PATIENCE_MS;
  for (;;) {
    try {
      return await holdFolder(folder, join(folder, '.lock'), world);
    } catch (error) {
      if (!(error instanceof InputError) || world.clock.nowMs() >= until) throw error;
      await world.clock.sleep(PAUSE_MS);
    }
  }
}
