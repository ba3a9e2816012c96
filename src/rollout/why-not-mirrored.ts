import type { Migration } from '../contract/gates/migration.ts';
import type { DropReason, TrafficState } from '../contract/traffic/traffic.ts';
import { readPath } from './read-path.ts';

/** Why a request to a path is not mirrored; null where it may be. What was rolled back is left alone, and what is retired may be gone. */
export function whyNotMirrored(
  path: string,
  { routing, traffic }: Pick<Migration, 'routing' | 'traffic'>,
  { step, isRolledBack, isReadable }: Pick<TrafficState, 'step' | 'isRolledBack' | 'isReadable'>,
): Extract<DropReason, 'not-allowed' | 'left-alone'> | null {
  if (!isReadable || isRolledBack || step.stage === 'retired') return 'left-alone';
  return traffic.paths.includes(readPath(path, routing).endpoint) ? null : 'not-allowed';
}
