import type { CallJob, CallWorld } from './call-job.ts';
import { followSignal } from './follow-signal.ts';
import type { Settle } from './create-quota-gate.ts';

/** Waits out the delay, then for the quota, but never past the exchange's deadline. */
export async function waitForTurn(
  job: CallJob,
  world: CallWorld,
  tokens: number,
  delayMs: number,
  deadlineAtMs: number,
): Promise<Settle | 'too-late' | 'cancelled'> {
  const { clock, gate } = world;
  const leftMs = deadlineAtMs - clock.nowMs();
  if (delayMs >= leftMs) return 'too-late';
  if (job.signal.aborted) return 'cancelled';
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const cancelTimer = clock.timer(leftMs, stop);
  const unfollow = followSignal(job.signal, stop);
  try {
    await clock.sleep(delayMs, controller.signal);
    return await gate.acquire(job.target.quota, tokens, controller.signal);
  } catch {
    return job.signal.aborted ? 'cancelled' : 'too-late';
  } finally {
    cancelTimer();
    unfollow();
  }
}
