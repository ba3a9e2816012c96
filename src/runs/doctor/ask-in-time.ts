import type { Clock } from '../../contract/world.ts';

const PATIENCE_MS = 3_000;

/** What a server says aside from any exchange; null where it does not say it in time, or at all. */
export function askInTime<Said>(
  ask: (signal: AbortSignal) => Promise<Said>,
  clock: Clock,
  signal: AbortSignal,
): Promise<Said | null> {
  const late = new AbortController();
  const cancel = clock.timer(PATIENCE_MS, () => late.abort());
  const ended = AbortSignal.any([signal, late.signal]);
  const gone = new Promise<null>((resolve) => {
    ended.addEventListener('abort', () => resolve(null), { once: true });
  });
  const answered = ask(ended).catch(() => null);
  return Promise.race([answered, gone]).finally(cancel);
}
