import type { ListedModel } from '../contract/retirement.ts';
import type { Clock } from '../contract/world.ts';
import type { ConnectedTarget } from './connect-target.ts';

const PATIENCE_MS = 3_000;

/** What the server says that it serves; null where the wire has no list, or none came in time. */
export async function listModels(
  { adapter, transport }: ConnectedTarget,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly ListedModel[] | null> {
  if (adapter.listModels === undefined) return null;
  const late = new AbortController();
  const cancel = clock.timer(PATIENCE_MS, () => late.abort());
  const ended = AbortSignal.any([signal, late.signal]);
  const gone = new Promise<null>((resolve) => {
    ended.addEventListener('abort', () => resolve(null), { once: true });
  });
  const answered = adapter.listModels(transport, ended).catch(() => null);
  return Promise.race([answered, gone]).finally(cancel);
}
