import type { Clock } from '../../contract/world.ts';
import type { PostedRun } from '../../queue/board.ts';
import type { OpenQueue } from './open-queue.ts';

const LOOK_EVERY_MS = 1_000;

/** The oldest run that somebody follows; null when the signal aborts first, or none came within so many milliseconds. */
export async function nextRun(
  { board }: OpenQueue,
  limitMs: number | null,
  clock: Clock,
  signal: AbortSignal,
): Promise<PostedRun | null> {
  const startedMs = clock.nowMs();
  while (!signal.aborted) {
    const [posted] = await board.followed();
    if (posted !== undefined) return posted;
    if (limitMs !== null && clock.nowMs() - startedMs >= limitMs) return null;
    await clock.sleep(LOOK_EVERY_MS, signal).catch(() => {});
  }
  return null;
}
