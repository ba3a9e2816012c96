import type { StreamPart } from '../contract/exchanges/stream-part.ts';
import type { Transport } from '../contract/wires/wire.ts';
import type { Clock } from '../contract/world.ts';
import type { CallJob } from './call-job.ts';

/** How long an adapter may take to let go after an abort before it is left behind. */
const LET_GO_MS = 1_000;

/** Why the parts did not come to their end: the adapter threw, or we aborted. */
export interface Failure {
  readonly thrown: unknown;
  readonly aborted: boolean;
}

/**
 * Hands on every part until the adapter is done, and waits where whoever takes it does. An SDK may end its loop in order
 * after our abort, or not end it at all; either way an abort that came before the end is the failure, and its reason is
 * what counts.
 */
export async function consumeParts(
  job: CallJob,
  transport: Transport,
  signal: AbortSignal,
  clock: Clock,
  take: (part: StreamPart) => Promise<void> | undefined,
): Promise<Failure | null> {
  let over = false;
  const read = async (): Promise<Failure | null> => {
    try {
      const parts = job.adapter.call(job.target.model, job.request, job.case.mode, transport, signal);
      for await (const part of parts) {
        if (over) break;
        const taken = take(part);
        if (taken !== undefined) await taken;
      }
    } catch (thrown) {
      return { thrown, aborted: false };
    }
    return null;
  };

  const left = leftBehind(signal, clock);
  const failure = await Promise.race([read(), left.promise]);
  over = true;
  left.cancel();
  return signal.aborted ? { thrown: signal.reason, aborted: true } : failure;
}

/** Resolves some time after an abort. */
function leftBehind(signal: AbortSignal, clock: Clock): { promise: Promise<null>; cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<null>();
  let stopTimer: (() => void) | null = null;
  const onAbort = (): void => {
    stopTimer = clock.timer(LET_GO_MS, () => resolve(null));
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    promise,
    cancel() {
      signal.removeEventListener('abort', onAbort);
      stopTimer?.();
    },
  };
}
