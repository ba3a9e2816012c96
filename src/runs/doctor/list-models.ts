import type { ListedModel } from '../../contract/errors/retirement.ts';
import type { Clock } from '../../contract/world.ts';
import { askInTime } from './ask-in-time.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';

/** What the server says that it serves; null where the wire has no list, or none came in time. */
export async function listModels(
  { adapter, transport }: ConnectedTarget,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly ListedModel[] | null> {
  const { listModels: list } = adapter;
  if (list === undefined) return null;
  return askInTime((ended) => list(transport, ended), clock, signal);
}
