import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../contract/world.ts';
import { orProblem } from '../../store/disk/input-output-problem.ts';
import { holdPatiently } from '../../store/run/hold-patiently.ts';
import type { HeldRun, HoldWorld } from '../../store/run/hold-run.ts';

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
  return holdPatiently(folder, join(folder, '.lock'), world);
}
